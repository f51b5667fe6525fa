import { ProtocolError, Reader, Writer } from './bytes.ts'

/**
 * What a codec carries, as plain data: tests make random values of it, the fake daemon makes blank ones.
 */
export type Shape =
  | { kind: 'u32' | 'i32' | 'u64' | 'i64' | 'double' | 'flag' | 'uuid' | 'typed-param' }
  | { kind: 'text' | 'opaque' | 'chars' | 'char-text'; max: number }
  | { kind: 'list'; of: Shape; max: number }
  | { kind: 'optional'; of: Shape }
  | { kind: 'struct'; fields: Record<string, Shape> }

/** A value's form on the wire, stated once and used in both directions (RFC 4506). */
export interface Codec<T> {
  /** Throws ProtocolError when the value does not fit its limits. */
  write(to: Writer, value: T): void
  /** Throws ProtocolError on anything malformed or over a limit, before allocating for it. */
  read(from: Reader): T
  readonly shape: Shape
  /** The fewest bytes a value takes: a count that cannot fit into what is left is refused at once. */
  readonly least: number
}
export type Value<C> = C extends Codec<infer T> ? T : never

const high = 2 ** 32

export const u32: Codec<number> = {
  write: (to, value) => to.u32(value),
  read: (from) => from.u32(),
  shape: { kind: 'u32' },
  least: 4,
}

export const i32: Codec<number> = {
  write: (to, value) => to.i32(value),
  read: (from) => from.i32(),
  shape: { kind: 'i32' },
  least: 4,
}

/** An int that only ever means no or yes. Any number but 0 reads as yes. */
export const flag: Codec<boolean> = {
  write: (to, value) => to.i32(value ? 1 : 0),
  read: (from) => from.i32() !== 0,
  shape: { kind: 'flag' },
  least: 4,
}

/**
 * An unsigned hyper as a number: KiB, bytes, nanoseconds. Exact below 2^53, rounded to the nearest
 * double above; writing takes safe integers only.
 */
export const u64: Codec<number> = {
  write(to, value) {
    if (!Number.isSafeInteger(value) || value < 0) throw new ProtocolError(`${value} is not a u64`)
    to.u32(Math.floor(value / high))
    to.u32(value % high)
  },
  read: (from) => from.u32() * high + from.u32(),
  shape: { kind: 'u64' },
  least: 8,
}

/** A hyper as a number, with the rounding of `u64`; libvirt says -1 for "not known". */
export const i64: Codec<number> = {
  write(to, value) {
    if (!Number.isSafeInteger(value)) throw new ProtocolError(`${value} is not an i64`)
    const top = Math.floor(value / high)
    to.i32(top)
    to.u32(value - top * high)
  },
  read: (from) => from.i32() * high + from.u32(),
  shape: { kind: 'i64' },
  least: 8,
}

export const double: Codec<number> = {
  write: (to, value) => to.double(value),
  read: (from) => from.double(),
  shape: { kind: 'double' },
  least: 8,
}

const within = (size: number, max: number, what: string): number => {
  if (size > max) throw new ProtocolError(`${what} of ${size} is over the limit of ${max}`)
  return size
}

/** A string of at most `max` UTF-8 bytes. NUL is refused: C would silently end the string there. */
export const text = (max: number): Codec<string> => ({
  write(to, value) {
    if (value.includes('\0')) throw new ProtocolError('a string with a NUL in it')
    const size = within(Buffer.byteLength(value), max, 'a string')
    to.u32(size)
    to.text(value, size)
  },
  read: (from) => from.text(within(from.u32(), max, 'a string')),
  shape: { kind: 'text', max },
  least: 4,
})

export const opaque = (max: number): Codec<Uint8Array> => ({
  write(to, value) {
    to.u32(within(value.length, max, 'opaque data'))
    to.copy(value)
  },
  read: (from) => from.copy(within(from.u32(), max, 'opaque data')),
  shape: { kind: 'opaque', max },
  least: 4,
})

/** `char x<max>`: rpcgen makes each char an int of its own, so that n bytes take 4n. */
export const chars = (max: number): Codec<Uint8Array> => ({
  write(to, value) {
    to.u32(within(value.length, max, 'characters'))
    for (const byte of value) to.u32(byte)
  },
  read: (from) => readChars(from, within(from.u32(), max, 'characters')),
  shape: { kind: 'chars', max },
  least: 4,
})

/** `char x[size]`: always `size` ints, a text and NULs after it. */
export const charText = (size: number): Codec<string> => ({
  write(to, value) {
    const bytes = Buffer.from(value)
    within(bytes.length, size - 1, 'characters')
    for (let at = 0; at < size; at++) to.u32(bytes[at] ?? 0)
  },
  read(from) {
    const bytes = readChars(from, size)
    const end = bytes.indexOf(0)
    return bytes.toString('utf8', 0, end === -1 ? size : end)
  },
  shape: { kind: 'char-text', max: size - 1 },
  least: size * 4,
})

function readChars(from: Reader, size: number): Buffer {
  if (size * 4 > from.left) throw new ProtocolError(`${size} characters in ${from.left} bytes`)
  const bytes = Buffer.allocUnsafe(size)
  for (let at = 0; at < size; at++) bytes[at] = from.u32()
  return bytes
}

/** 16 bytes, as the usual text of 36 characters in lower case. */
export const uuid: Codec<string> = {
  write(to, value) {
    const digits = value.replaceAll('-', '')
    if (!/^[0-9a-f]{32}$/i.test(digits)) throw new ProtocolError(`'${value}' is not a UUID`)
    to.hex(digits)
  },
  read(from) {
    const x = from.hex(16)
    return `${x.slice(0, 8)}-${x.slice(8, 12)}-${x.slice(12, 16)}-${x.slice(16, 20)}-${x.slice(20)}`
  },
  shape: { kind: 'uuid' },
  least: 16,
}

/** A pointer: one int that says whether the value follows. */
export const optional = <T>(inner: Codec<T>): Codec<T | null> => ({
  write(to, value) {
    to.u32(value === null ? 0 : 1)
    if (value !== null) inner.write(to, value)
  },
  read(from) {
    const present = from.u32()
    if (present > 1) throw new ProtocolError(`${present} where a 0 or 1 must say "present"`)
    return present === 0 ? null : inner.read(from)
  },
  shape: { kind: 'optional', of: inner.shape },
  least: 4,
})

export const list = <T>(item: Codec<T>, max: number): Codec<T[]> => ({
  write(to, values) {
    to.u32(within(values.length, max, 'a list'))
    for (const value of values) item.write(to, value)
  },
  read(from) {
    const count = within(from.u32(), max, 'a list')
    if (count * item.least > from.left) {
      throw new ProtocolError(`a list of ${count} in ${from.left} bytes`)
    }
    const values: T[] = []
    for (let at = 0; at < count; at++) values.push(item.read(from))
    return values
  },
  shape: { kind: 'list', of: item.shape, max },
  least: 4,
})

// biome-ignore lint/suspicious/noExplicitAny: a struct holds codecs of every type; `Value` gives each back
export type Fields = Record<string, Codec<any>>
export type Struct<F extends Fields> = { [K in keyof F]: Value<F[K]> }

/** Fields go on the wire in the order they are written here. */
export function struct<F extends Fields>(fields: F): Codec<Struct<F>> {
  const names = Object.keys(fields)
  const codecs = Object.values(fields)
  return {
    write(to, value) {
      for (let at = 0; at < codecs.length; at++) codecs[at]!.write(to, value[names[at]!])
    },
    read(from) {
      const value: Record<string, unknown> = {}
      for (let at = 0; at < codecs.length; at++) value[names[at]!] = codecs[at]!.read(from)
      return value as Struct<F>
    },
    shape: {
      kind: 'struct',
      fields: Object.fromEntries(names.map((name) => [name, fields[name]!.shape])),
    },
    least: codecs.reduce((sum, codec) => sum + codec.least, 0),
  }
}

export function encode<T>(codec: Codec<T>, value: T): Buffer {
  const to = new Writer()
  codec.write(to, value)
  return to.done()
}

/**
 * All of `bytes` from `at` on as one value: libvirt never extends a structure, so leftovers are malformed.
 * Throws ProtocolError and nothing else.
 */
export function decode<T>(codec: Codec<T>, bytes: Buffer, at = 0): T {
  const from = new Reader(bytes, at)
  const value = codec.read(from)
  if (from.left > 0) throw new ProtocolError(`${from.left} bytes left over`)
  return value
}
