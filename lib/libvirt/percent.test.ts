import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hidesNul, isUtf8, percentDecode, percentEncode, percentRecode } from './percent.ts'

const odd = /[^A-Za-z0-9]/

test.each([
  ['a%20b', 'a b'],
  ['a+b', 'a+b'],
  ['%41%7a', 'Az'],
  ['%2541', '%41'],
  ['100%', '100%'],
  ['%zz%4', '%zz%4'],
  ['%C3%A9é', 'éé'],
  ['%ff', '\ufffd'],
  ['%EF%BB%BFx', '\ufeffx'],
  ['a%00b', 'a'],
  ['%00', ''],
])('%j decodes to %j', (raw, text) => {
  expect(percentDecode(raw)).toBe(text)
})

test('what is encoded decodes to itself', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      fc.pre(!text.includes('\0'))
      expect(percentDecode(percentEncode(text, odd))).toBe(text)
    }),
  )
})

test('encoding again keeps the bytes, UTF-8 or not, and the safe characters', () => {
  expect(percentRecode('%ff%41-%2f', odd)).toBe('%FFA%2D%2F')
  expect(percentRecode('a%00b', odd)).toBe('a')
})

test.each([
  ['%C3%A9', true],
  ['%C3', false],
  ['%ED%A0%80', false],
  ['é%', true],
])('%j stands for UTF-8: %s', (raw, utf8) => {
  expect(isUtf8(raw)).toBe(utf8)
})

test('a NUL is seen in its only spelling', () => {
  expect(hidesNul('a%00')).toBe(true)
  expect(hidesNul('a%2500')).toBe(false)
})
