import { describe, expect, test } from 'vitest'
import { bytesOf, Float, PythonError, type Value } from './python-value.ts'
import { ParseError, parseSxp } from './sxp-parse.ts'
import { show } from './sxp-show.ts'

describe('what xend prints', () => {
  test.each<[string, Value, string]>([
    ['numbers bare', [42, -1], '(42 -1)'],
    [
      'floats as Python 2 does',
      [new Float(137.189121425), new Float(1e22), new Float(0)],
      '(137.189121425 1e+22 0.0)',
    ],
    [
      'small floats',
      [new Float(0.00001234), new Float(1e11), new Float(1234567890.5)],
      '(1.234e-05 1e+11 1234567890.5)',
    ],
    ['booleans bare, longs and None quoted', [true, 5n, null], "(True '5' 'None')"],
    ['words bare', ['a-b', '/dev/xvda', 'x:y_z~', '@', '1.5'], '(a-b /dev/xvda x:y_z~ @ 1.5)'],
    ['anything else quoted', ['a b', 'w!', 'a,b', ' a', '@@'], "('a b' 'w!' 'a,b' ' a' '@@')"],
    ['a single quote between double ones', "it's", '"it\'s"'],
    ['both with a backslash', `'"`, `'\\'"'`],
    ['bytes in hexadecimal', bytesOf('ä\t\n\x7f'), "'\\xc3\\xa4\\t\\n\\x7f'"],
    ['the empty list', [], '()'],
  ])('%s', (_, value, printed) => {
    expect(show(value, '')).toBe(printed)
  })

  test('an empty text is nothing, and two quotes since 4.1', () => {
    expect(show(['bootloader', ''], '')).toBe('(bootloader )')
    expect(show(['bootloader', ''], "''")).toBe("(bootloader '')")
  })
})

describe('what xend reads', () => {
  test.each([
    ['both quotes and escapes', `('a\\'b' "c'd" '\\x41\\101\\t')`, [["a'b", "c'd", 'AA\t']]],
    ['hex letters from nought', `'\\xc3'`, ['#']],
    ['an unknown escape without its letter', `'a\\qb'`, ['a\\b']],
    ['comments, also in a word', '(a#b\nc)', [['a', 'c']]],
    ['raw bytes in quotes', bytesOf("('ä')"), [[bytesOf('ä')]]],
    ['a quote inside a word', "(a'b)", [["a'b"]]],
    ['nothing of a list that ends with a word', '(a b', []],
    ['a bang ends a word', '(mode w!)', [['mode', 'w', '!']]],
    ['several values', '(a)(b) c', [['a'], ['b'], 'c']],
  ])('%s', (_, text, values) => {
    expect(parseSxp(text, true)).toEqual(values)
  })

  test('a bang is as good as a letter since 4.0', () => {
    expect(parseSxp('(mode w!)', false)).toEqual([['mode', 'w!']])
  })

  test.each([
    [')', 'syntax error: )'],
    ["'a", 'unexpected EOF'],
    ['(a (b)', 'unexpected EOF'],
    ['(a \x04)', 'unexpected EOF'],
    [bytesOf('ä'), 'invalid character: code 195'],
    ["'\\777'", 'invalid octal escape: out of range 777'],
  ])('%s is an error', (text, words) => {
    expect(() => parseSxp(text, true)).toThrow(new ParseError(words))
  })

  test('half a hex escape is a mistake of xend itself', () => {
    expect(() => parseSxp("'\\x4g'", true)).toThrow(PythonError)
  })
})
