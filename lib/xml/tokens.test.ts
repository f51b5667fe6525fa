import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tokenizeXml } from './tokens.ts'

const cut = (source: string) => tokenizeXml(source).map(({ kind, text }) => `${kind}:${text}`)

test('a tag is cut into its parts', () => {
  expect(cut("<disk type='file'>a&amp;b</disk>")).toEqual([
    'bracket:<',
    'tag:disk',
    'text: ',
    'attr:type',
    'text:=',
    "value:'file'",
    'bracket:>',
    'text:a',
    'entity:&amp;',
    'text:b',
    'bracket:</',
    'tag:disk',
    'bracket:>',
  ])
})

test('comments, CDATA and instructions are one stretch each, even when they never end', () => {
  expect(cut('<?xml v?><!--<a>--><![CDATA[<b>]]><!--')).toEqual([
    'instruction:<?xml v?>',
    'comment:<!--<a>-->',
    'cdata:<![CDATA[<b>]]>',
    'comment:<!--',
  ])
})

test('a tag that was never closed ends where the next begins', () => {
  expect(cut('<a x="1<b/>')).toEqual([
    'bracket:<',
    'tag:a',
    'text: ',
    'attr:x',
    'text:=',
    'value:"1',
    'bracket:<',
    'tag:b',
    'bracket:/>',
  ])
})

test('no character of any text is lost, and no stretch is empty', () => {
  const odd = fc.string({ unit: fc.constantFrom(...`<>/='"&;!-[]?ab \n`), maxLength: 200 })
  fc.assert(
    fc.property(fc.oneof(odd, fc.string({ unit: 'binary' })), (source) => {
      const tokens = tokenizeXml(source)
      expect(tokens.map((one) => one.text).join('')).toBe(source)
      expect(tokens.every((one) => one.text !== '')).toBe(true)
    }),
    { numRuns: 1000 },
  )
})

test('a long run of unclosed beginnings takes no time to speak of', () => {
  const source = '<a '.repeat(100_000)
  const started = performance.now()
  expect(tokenizeXml(source)).toHaveLength(300_000)
  expect(performance.now() - started).toBeLessThan(1000)
})
