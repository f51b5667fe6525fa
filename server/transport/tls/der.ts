/** One value of DER (X.690): its tag's octet, what is in it, and all of it. */
export interface Der {
  tag: number
  body: Buffer
  whole: Buffer
}

export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  oid: 0x06,
  sequence: 0x30,
  set: 0x31,
} as const

/** The tag that a context gives: [3] of a constructed value is context(3, true). */
export const context = (number: number, constructed: boolean): number =>
  0x80 | (constructed ? 0x20 : 0) | number

/** The value at the start of `bytes`. Throws RangeError when it is cut short or not DER. */
export function readDer(bytes: Buffer): Der {
  const [tag = 0, short = 0] = bytes
  if (bytes.length < 2) throw new RangeError('cut short')
  const long = short & 0x80 ? short & 0x7f : 0
  if (long > 4 || short === 0x80 || (tag & 0x1f) === 0x1f) throw new RangeError('not DER')
  const start = 2 + long
  if (bytes.length < start) throw new RangeError('cut short')
  const length = long === 0 ? short : bytes.readUIntBE(2, long)
  const end = start + length
  if (end > bytes.length) throw new RangeError('cut short')
  return { tag, body: bytes.subarray(start, end), whole: bytes.subarray(0, end) }
}

/** The values that a constructed one, or an octet string of DER, holds. */
export function partsOf({ body }: Pick<Der, 'body'>): Der[] {
  const parts: Der[] = []
  for (let at = 0; at < body.length; ) {
    const part = readDer(body.subarray(at))
    parts.push(part)
    at += part.whole.length
  }
  return parts
}

/** `2.5.29.15` of an object identifier. */
export function oidOf({ body }: Der): string {
  const numbers: number[] = []
  let number = 0
  for (const octet of body) {
    number = number * 128 + (octet & 0x7f)
    if (octet & 0x80) continue
    numbers.push(number)
    number = 0
  }
  const [first = 0, ...rest] = numbers
  const root = Math.min(Math.trunc(first / 40), 2)
  return [root, first - root * 40, ...rest].join('.')
}
