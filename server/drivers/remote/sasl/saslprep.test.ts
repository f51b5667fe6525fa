import { expect, test } from 'vitest'
import { saslprep } from './saslprep.ts'

test.each([
  ['I\u00adX', 'IX', 'a soft hyphen is dropped'],
  ['user', 'user', 'plain text stays'],
  ['USER', 'USER', 'case is kept'],
  ['\u00aa', 'a', 'compatibility forms become plain ones'],
  ['\u2168', 'IX', 'a Roman numeral is its letters'],
  ['a\u00a0b\u3000c', 'a b c', 'other spaces become spaces'],
  ['a\u200bb', 'a b', 'so does the zero width one, which is in both tables'],
  ['e\u0301', 'é', 'accents are composed'],
  ['пароль', 'пароль', 'other letters stay'],
  ['𝔭𝔞𝔰𝔰', 'pass', 'beyond the basic plane, too'],
  ['\u0627\u0031\u0628', '\u0627\u0031\u0628', 'Arabic around a digit'],
  ['🔑', '🔑', 'what came after Unicode 3.2'],
  ['', '', 'nothing'],
])('%j becomes %j: %s', (text, prepared) => {
  expect(saslprep(text)).toBe(prepared)
})

test.each([
  ['\u0007', 'a control character'],
  ['a\u2028b', 'a line separator'],
  ['\u0627\u0031', 'right to left that ends with a digit'],
  ['\u0031\u0627', 'right to left that begins with one'],
  ['\u0627a\u0628', 'both directions'],
  ['\u0627中\u0628', 'both directions, Chinese'],
  ['\ue000', 'private use'],
  ['a\ud800', 'half a surrogate pair'],
  ['\ufffd', 'the replacement character'],
  ['\u{e0041}', 'a tag'],
  ['\u{1ffff}', 'a noncharacter'],
])('%j is refused: %s', (text) => {
  expect(saslprep(text)).toBeNull()
})
