import { expect, test } from 'vitest'
import { columnsOf, visible, visibleJson } from './visible.ts'

test.each([
  ['\u001b[2Jgone', '\\x1b[2Jgone'],
  ['two\nlines', 'two\\x0alines'],
  ['\u009b31m', '\\xc2\\x9b31m'],
  ['bidi \u202e stays', 'bidi \u202e stays'],
  ['日本 ünï', '日本 ünï'],
])('%j reaches a terminal as %j', (text, shown) => {
  expect(visible(text)).toBe(shown)
})

test.each([
  ['plain', 5],
  ['日本', 4],
  ['e\u0301', 1],
  ['\u200b', 0],
  ['🖥', 2],
])('%j takes its columns', (text, columns) => {
  expect(columnsOf(text)).toBe(columns)
})

test('JSON keeps its meaning and loses its control characters', () => {
  const value = { name: '\u001b\u009b\u2028x' }
  expect(visibleJson(value)).toBe('{"name":"\\u001b\\u009b\\u2028x"}')
  expect(JSON.parse(visibleJson(value))).toEqual(value)
})
