import { expect, test } from 'vitest'
import { globMatches } from './glob.ts'

test.each([
  ['web*', 'web-1', true],
  ['web*', 'my-web', false],
  ['*web*', 'my-web-1', true],
  ['w?b', 'web', true],
  ['w?b', 'wb', false],
  ['*', '', true],
  ['a*b*c', 'a-b-b-c', true],
  ['a*b*c', 'a-c-b', false],
  ['[a]', 'a', false],
])('%s against %s', (pattern, text, expected) => {
  expect(globMatches(pattern, text)).toBe(expected)
})

test('a pattern made to be slow is not', () => {
  expect(globMatches(`${'*a'.repeat(200)}b`, 'a'.repeat(5000))).toBe(false)
})
