import { expect, test } from 'vitest'
import { mergeTexts } from './line-merge.ts'

const text = (letters: string) => [...letters].join('\n')

test('changes of different places come together', () => {
  expect(mergeTexts(text('abcdefg'), text('aBcdefg'), text('abcdeFg'))).toBe(text('aBcdeFg'))
  expect(mergeTexts(text('abcdefg'), text('bcdefg'), text('abcdefgh'))).toBe(text('bcdefgh'))
})

test('what only one of them changed is taken as it is', () => {
  expect(mergeTexts(text('abc'), text('abc'), text('aXc'))).toBe(text('aXc'))
  expect(mergeTexts(text('abc'), text('aXc'), text('abc'))).toBe(text('aXc'))
})

test('what both changed in the same way is taken once', () => {
  expect(mergeTexts(text('abcde'), text('aXcde'), text('aXcdE'))).toBe(text('aXcdE'))
})

test('what both changed in different ways cannot be brought together', () => {
  expect(mergeTexts(text('abc'), text('aXc'), text('aYc'))).toBeNull()
  expect(mergeTexts(text('abc'), text('ac'), text('aYc'))).toBeNull()
  expect(mergeTexts(text('ab'), text('aXb'), text('aYb'))).toBeNull()
})

test('neither can changes of lines that touch', () => {
  expect(mergeTexts(text('abcd'), text('aBcd'), text('abCd'))).toBeNull()
  expect(mergeTexts(text('abcd'), text('aBcd'), text('abcD'))).toBe(text('aBcD'))
})
