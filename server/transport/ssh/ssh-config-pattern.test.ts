import { expect, test } from 'vitest'
import { matchesList, matchesPattern } from './ssh-config-pattern.ts'

test.each([
  ['*', '', true],
  ['a*c', 'abbbc', true],
  ['a*c', 'ab', false],
  ['?', '', false],
  ['192.168.0.?', '192.168.0.7', true],
  ['a.c', 'abc', false],
  ['', '', true],
])('%j against %j', (pattern, text, matches) => {
  expect(matchesPattern(pattern, text)).toBe(matches)
})

test('one of a list is enough, but none that is negated', () => {
  expect(matchesList('a,b*', 'bc')).toBe(true)
  expect(matchesList('*,!bc', 'bc')).toBe(false)
  expect(matchesList('!bc', 'x')).toBe(false)
})

test('many stars take no longer than few', () => {
  const started = performance.now()
  expect(matchesPattern('*a'.repeat(200), `${'a'.repeat(3000)}b`)).toBe(false)
  expect(performance.now() - started).toBeLessThan(1000)
})
