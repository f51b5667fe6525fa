import { ProtocolError, type Reader, type Writer } from './bytes.ts'
import { type Codec, double, flag, i32, i64, text, u32, u64 } from './xdr.ts'

/**
 * virTypedParameter. `llong` and `ullong` are numbers while they are exact (2^53) and bigints beyond, so
 * that nothing is lost: `figure()` gives a number either way.
 */
export type TypedParam =
  | { field: string; type: 'int' | 'uint' | 'double'; value: number }
  | { field: string; type: 'llong' | 'ullong'; value: number | bigint }
  | { field: string; type: 'boolean'; value: boolean }
  | { field: string; type: 'string'; value: string }

const name = text(80)
const string = text(4 * 1024 * 1024)
const u64Exact = exact(u64, 0n, 2n ** 64n - 1n)
const i64Exact = exact(i64, -(2n ** 63n), 2n ** 63n - 1n)

/** virTypedParameterType: the index is the number on the wire. */
const types = [null, 'int', 'uint', 'llong', 'ullong', 'double', 'boolean', 'string'] as const
const codecs = {
  int: i32,
  uint: u32,
  llong: i64Exact,
  ullong: u64Exact,
  double,
  boolean: flag,
  string,
} as const satisfies Record<TypedParam['type'], unknown>

export const typedParam: Codec<TypedParam> = {
  write(to, param) {
    name.write(to, param.field)
    to.i32(types.indexOf(param.type))
    const codec: Codec<TypedParam['value']> = codecs[param.type] as Codec<TypedParam['value']>
    codec.write(to, param.value)
  },
  read(from) {
    const field = name.read(from)
    const number = from.u32()
    const type = types[number] ?? null
    if (type === null) throw new ProtocolError(`typed parameter '${field}' of type ${number}`)
    return { field, type, value: codecs[type].read(from) } as TypedParam
  },
  shape: { kind: 'typed-param' },
  least: 12,
}

/** A hyper that keeps every bit: number where that is exact, bigint where not. */
function exact(rounded: Codec<number>, min: bigint, max: bigint): Codec<number | bigint> {
  return {
    write(to: Writer, value) {
      if (typeof value === 'number') return rounded.write(to, value)
      if (value < min || value > max) throw new ProtocolError(`${value} does not fit 64 bits`)
      const bits = BigInt.asUintN(64, value)
      to.u32(Number(bits >> 32n))
      to.u32(Number(bits & 0xffffffffn))
    },
    read(from: Reader) {
      const top = min < 0n ? from.i32() : from.u32()
      const low = from.u32()
      const value = top * 2 ** 32 + low
      return Number.isSafeInteger(value) ? value : (BigInt(top) << 32n) + BigInt(low)
    },
    shape: rounded.shape,
    least: 8,
  }
}

/** A parameter's value as a number (true is 1), rounded above 2^53; null when it is text. */
export const figure = (param: TypedParam): number | null =>
  param.type === 'string' ? null : Number(param.value)
