import { expect, test } from 'vitest'
import { combinations, keysOf, keysymOf, mostTyped } from './keysyms.ts'

test('characters of Latin-1 are their own keysyms, others have Unicode’s', () => {
  expect(keysymOf('a')).toBe(0x61)
  expect(keysymOf('ß')).toBe(0xdf)
  expect(keysymOf('€')).toBe(0x010020ac)
  expect(keysymOf('😀')).toBe(0x0101f600)
})

test('a line end is one press of Enter, however it is spelled', () => {
  expect(keysOf('a\r\nb\nc')).toEqual([[0x61], [0xff0d], [0x62], [0xff0d], [0x63]])
})

test('control characters are not typed', () => {
  expect(keysOf('a\u001b[2Jb\0')).toEqual([[0x61], [0x5b], [0x32], [0xffe1, 0x4a], [0x62]])
})

test('a text is typed up to a bound', () => {
  expect(keysOf('x'.repeat(mostTyped + 10))).toHaveLength(mostTyped)
})

test('the way to each of twelve consoles is offered', () => {
  const labels = combinations.map(({ label }) => label)
  expect(labels).toContain('Ctrl+Alt+Del')
  expect(labels.filter((label) => label.startsWith('Ctrl+Alt+F'))).toHaveLength(12)
})

test('what stands on the upper half of a key is typed with Shift', () => {
  expect(keysOf('a>Z')).toEqual([[0x61], [0xffe1, 0x3e], [0xffe1, 0x5a]])
})
