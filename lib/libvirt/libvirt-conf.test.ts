import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readConf } from './libvirt-conf.ts'

const valuesOf = (text: string) => {
  const conf = readConf(text)
  if (!conf.ok) throw new Error(`line ${conf.line}: ${conf.error}`)
  return Object.fromEntries(conf.values)
}

// each compared with virConfReadString of libvirt 9.0
test.each([
  ['', {}],
  ['# nothing\n\n', {}],
  ['a = 1', { a: 1 }],
  ['a=-1\nb =+2\n', { a: -1, b: 2 }],
  ['a = "x" # why\n', { a: 'x' }],
  ["a = 'x\"y'", { a: 'x"y' }],
  ['a = "x\\y"', { a: 'x\\y' }],
  ['a = ""', { a: '' }],
  ['a = """x\n"y"\nz"""\nb = 1', { a: 'x\n"y"\nz', b: 1 }],
  ['a = []', { a: [] }],
  ['a = [ "x", "y" ]', { a: ['x', 'y'] }],
  ['a = [\n  "x",\n  "y",\n]\n', { a: ['x', 'y'] }],
  ['a = [ [ 1 ], "x" ]', { a: [[1], 'x'] }],
  ['a = 1\r\nb = 2\r\n', { a: 1, b: 2 }],
  ['a = 1\na = 2', { a: 1 }],
  ['a_1 = 1', { a_1: 1 }],
])('%j says %j', (text, values) => {
  expect(valuesOf(text)).toEqual(values)
})

test.each([
  ['a = 1 b = 2', 1, 'expecting a separator'],
  ['a = 1\nnonsense', 2, 'expecting an assignment'],
  ['_a = 1', 1, 'expecting a name'],
  ['a-b = 1', 1, 'expecting an assignment'],
  ['a =\n1', 1, 'expecting a value'],
  ['a = yes', 1, 'expecting a value'],
  ['a = "x\ny"', 1, 'unterminated string'],
  ["a = 'x", 1, 'unterminated string'],
  ['a = """x', 1, 'unterminated string'],
  ['a = [ # no\n"x" ]', 1, 'expecting a value'],
  ['a = [ "x",\n# no\n"y" ]', 2, 'expecting a value'],
  ['a = [ "x" "y" ]', 1, 'expecting a separator in list'],
  ['a = [ , ]', 1, 'expecting a value'],
  ['a = [ "x"', 1, 'expecting a separator in list'],
  ['a = 12x', 1, 'expecting a separator'],
  [`a = ${'['.repeat(20)}`, 1, 'lists nest too deep'],
])('%j is wrong in line %i: %s', (text, line, error) => {
  expect(readConf(text)).toEqual({ ok: false, line, error })
})

test('no text makes the reader throw', () => {
  const pieces = ['a', '=', '"', "'", '"""', '[', ']', ',', '\n', '#', '1', ' ', '\\', 'é']
  const texts = fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((all) => all.join(''))
  fc.assert(
    fc.property(fc.oneof(texts, fc.string()), (text) => typeof readConf(text).ok === 'boolean'),
  )
})
