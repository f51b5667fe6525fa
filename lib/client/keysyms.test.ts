import { expect, test } from 'vitest'
import { combinations, keysymOf } from './keysyms.ts'

test('characters of Latin-1 are their own keysyms, others have Unicode’s', () => {
  expect(keysymOf('a')).toBe(0x61)
  expect(keysymOf('ß')).toBe(0xdf)
  expect(keysymOf('€')).toBe(0x010020ac)
  expect(keysymOf('😀')).toBe(0x0101f600)
})

test('the way to each of twelve consoles is offered', () => {
  const labels = combinations.map(({ label }) => label)
  expect(labels).toContain('Ctrl+Alt+Del')
  expect(labels.filter((label) => label.startsWith('Ctrl+Alt+F'))).toHaveLength(12)
})

test('line ends and tabs are keys', () => {
  expect([keysymOf('\n'), keysymOf('\t')]).toEqual([0xff0d, 0xff09])
})
