import { expect, test } from 'vitest'
import { ProtocolError } from './bytes.ts'
import { figure, type TypedParam, typedParam } from './typed-param.ts'
import { decode, encode } from './xdr.ts'

const param = (type: number, value: string) =>
  Buffer.from(`0000000163000000${type.toString(16).padStart(8, '0')}${value}`, 'hex')

test.each<[number, string, TypedParam]>([
  [1, 'ffffffff', { field: 'c', type: 'int', value: -1 }],
  [2, 'ffffffff', { field: 'c', type: 'uint', value: 4294967295 }],
  [3, 'ffffffffffffffff', { field: 'c', type: 'llong', value: -1 }],
  [3, '8000000000000000', { field: 'c', type: 'llong', value: -(2n ** 63n) }],
  [4, '001fffffffffffff', { field: 'c', type: 'ullong', value: Number.MAX_SAFE_INTEGER }],
  [4, '0020000000000000', { field: 'c', type: 'ullong', value: 2n ** 53n }],
  [4, 'ffffffffffffffff', { field: 'c', type: 'ullong', value: 2n ** 64n - 1n }],
  [5, '3ff8000000000000', { field: 'c', type: 'double', value: 1.5 }],
  [6, '00000001', { field: 'c', type: 'boolean', value: true }],
  [7, '0000000161000000', { field: 'c', type: 'string', value: 'a' }],
])('type %i of %s reads and writes without loss', (type, hex, value) => {
  expect(decode(typedParam, param(type, hex))).toEqual(value)
  expect(encode(typedParam, value)).toEqual(param(type, hex))
})

test.each([0, 8, 0xffffffff])('type %i is refused', (type) => {
  expect(() => decode(typedParam, param(type, '00000000'))).toThrow(ProtocolError)
})

test('a field name over 80 bytes is refused', () => {
  const long: TypedParam = { field: 'x'.repeat(81), type: 'int', value: 1 }
  expect(() => encode(typedParam, long)).toThrow(ProtocolError)
})

test('a bigint that does not fit 64 bits is not written', () => {
  const value: TypedParam = { field: 'c', type: 'ullong', value: 2n ** 64n }
  expect(() => encode(typedParam, value)).toThrow(ProtocolError)
})

test('a figure is a number whatever the type, and null for text', () => {
  expect(figure({ field: 'c', type: 'ullong', value: 2n ** 64n })).toBe(2 ** 64)
  expect(figure({ field: 'c', type: 'boolean', value: true })).toBe(1)
  expect(figure({ field: 'c', type: 'string', value: '7' })).toBeNull()
})
