import { describe, expect, test } from 'vitest'
import { ProtocolError, Writer } from './bytes.ts'
import {
  type Codec,
  chars,
  charText,
  decode,
  double,
  encode,
  flag,
  i32,
  i64,
  list,
  opaque,
  optional,
  struct,
  text,
  u32,
  u64,
  uuid,
} from './xdr.ts'

const bytes = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex')

interface Case<T> {
  codec: Codec<T>
  value: T
  hex: string
}
const row = <T>(codec: Codec<T>, value: T, hex: string): Case<unknown> =>
  ({ codec, value, hex }) as Case<unknown>

// The bytes are RFC 4506's and rpcgen's rules, written out by hand.
const cases: Record<string, Case<unknown>> = {
  'an unsigned int': row(u32, 0xfffffffe, 'fffffffe'),
  'an int': row(i32, -2, 'fffffffe'),
  'a yes': row(flag, true, '00000001'),
  'a no': row(flag, false, '00000000'),
  'an unsigned hyper': row(u64, 2 ** 32 + 5, '00000001 00000005'),
  'the largest exact hyper': row(u64, Number.MAX_SAFE_INTEGER, '001fffff ffffffff'),
  'a hyper of minus one': row(i64, -1, 'ffffffff ffffffff'),
  'a hyper far below zero': row(i64, -(2 ** 32) - 1, 'fffffffe ffffffff'),
  'a double': row(double, 1.5, '3ff80000 00000000'),
  'a string with padding': row(text(9), 'virbr', '00000005 76697262 72000000'),
  'a string that needs none': row(text(9), 'eth0', '00000004 65746830'),
  'a string of two-byte letters': row(text(9), 'é', '00000002 c3a90000'),
  'an empty string': row(text(9), '', '00000000'),
  'opaque bytes': row(opaque(9), bytes('010203'), '00000003 01020300'),
  'characters, an int each': row(chars(9), bytes('7fff'), '00000002 0000007f 000000ff'),
  'a fixed array of characters': row(charText(4), 'kv', '0000006b 00000076 00000000 00000000'),
  'a UUID': row(
    uuid,
    '6695eb01-f6a4-8304-79aa-97f2502e193f',
    '6695eb01 f6a48304 79aa97f2 502e193f',
  ),
  'an absent pointer': row(optional(u32), null, '00000000'),
  'a present pointer': row(optional(u32), 7, '00000001 00000007'),
  'a list': row(list(u32, 2), [1, 2], '00000002 00000001 00000002'),
  'fields in their order': row(
    struct({ state: i32, reason: u32 }),
    { state: -1, reason: 2 },
    'ffffffff 00000002',
  ),
}

describe.each(Object.entries(cases))('%s', (_name, { codec, value, hex }) => {
  test('is written as these bytes', () => {
    expect(encode(codec, value).toString('hex')).toBe(hex.replaceAll(' ', ''))
  })
  test('is read back from them', () => expect(decode(codec, bytes(hex))).toEqual(value))
  test('is refused when cut anywhere', () => {
    const whole = bytes(hex)
    for (let size = 0; size < whole.length; size++) {
      expect(() => decode(codec, whole.subarray(0, size))).toThrow(ProtocolError)
    }
  })
  test('is refused with bytes left over', () => {
    expect(() => decode(codec, bytes(`${hex}00000000`))).toThrow('4 bytes left over')
  })
})

test.each<[string, Codec<unknown>, string]>([
  ['a string over its limit', text(3), '00000004 61626364'],
  ['opaque data over its limit', opaque(3), '00000004 61626364'],
  ['characters over their limit', chars(1), '00000002 00000001 00000001'],
  ['a list over its limit', list(u32, 1), '00000002 00000001 00000001'],
  ['a length of 4 GiB', text(0xffffffff), 'ffffffff 61626364'],
  ['a list of 4 billion', list(u32, 0xffffffff), 'ffffffff 00000001'],
  ['4 billion characters', chars(0xffffffff), 'ffffffff 00000001'],
  ['a pointer that is neither absent nor present', optional(u32), '00000002 00000001'],
])('%s is refused', (_name, codec, hex) => {
  expect(() => decode(codec, bytes(hex))).toThrow(ProtocolError)
})

test('a count is weighed against the bytes that are there before any is read', () => {
  let read = 0
  const counting: Codec<number> = { ...u32, read: () => ++read }
  expect(() => decode(list(counting, 1000), bytes('000003e8 00000001'))).toThrow('a list of 1000')
  expect(read).toBe(0)
})

test.each<[string, Codec<never>, unknown]>([
  ['a negative u32', u32, -1],
  ['a u32 of 2^32', u32, 2 ** 32],
  ['a u32 that is not a number', u32, Number.NaN],
  ['an i32 of 2^31', i32, 2 ** 31],
  ['half an i32', i32, 0.5],
  ['a u64 that is not exact', u64, 2 ** 53],
  ['a negative u64', u64, -1],
  ['an i64 that is not exact', i64, -(2 ** 53)],
  ['a string over its limit', text(3), 'four'],
  ['a string with a NUL, which C would cut', text(9), 'a\0b'],
  ['too many items', list(u32, 1), [1, 2]],
  ['a UUID of 35 digits', uuid, '6695eb01-f6a4-8304-79aa-97f2502e193'],
] as [string, Codec<never>, unknown][])('%s is not written', (_name, codec, value) => {
  expect(() => encode(codec, value as never)).toThrow(ProtocolError)
})

test('a hyper above 2^53 reads as the nearest number', () => {
  expect(decode(u64, bytes('ffffffff ffffffff'))).toBe(2 ** 64)
  expect(decode(i64, bytes('80000000 00000000'))).toBe(-(2 ** 63))
})

test('bytes that are not UTF-8 read as replacement characters', () => {
  expect(decode(text(9), bytes('00000002 ff410000'))).toBe('\ufffdA')
})

test('a message over 32 MiB is not written', () => {
  const to = new Writer()
  const large = Buffer.alloc(16 * 1024 * 1024)
  to.copy(large)
  expect(() => {
    to.copy(large)
    to.u32(0)
    to.u32(0)
  }).toThrow(ProtocolError)
})
