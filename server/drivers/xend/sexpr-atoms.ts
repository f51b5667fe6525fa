/** The letters of an s-expression's atoms: plain words, and quoted text with the escapes of Python's repr. */

const backslash = 0x5c

/** For each byte whether it is one of `text`: asked for every byte of an answer. */
const oneOf = (text: string): Uint8Array =>
  Uint8Array.from({ length: 256 }, (_, byte) => Number(text.includes(String.fromCharCode(byte))))

const quotes = oneOf(`"'`)
const blanks = oneOf(' \t\n\v\f\r')
const wordEnds = oneOf(' \t\n\v\f\r()')

/** What xend itself prints without quotes. Everything else may be a separator to one or another of its versions. */
const plainWord = /^[A-Za-z0-9._:/~-]+$/

const letters: Readonly<Record<string, number>> = {
  a: 0x07,
  b: 0x08,
  t: 0x09,
  n: 0x0a,
  v: 0x0b,
  f: 0x0c,
  r: 0x0d,
  '\\': backslash,
  "'": 0x27,
  '"': 0x22,
}

export const isQuote = (byte: number): boolean => quotes[byte] === 1

export function afterBlanks(bytes: Uint8Array, from: number): number {
  let at = from
  while (at < bytes.length && blanks[bytes[at] ?? 0] === 1) at += 1
  return at
}

export function endOfWord(bytes: Uint8Array, from: number): number {
  let at = from
  while (at < bytes.length && wordEnds[bytes[at] ?? 0] === 0) at += 1
  return at
}

/** Where what begins at `from` ends, quotes included, or null: it does not. */
export function endOfQuoted(bytes: Uint8Array, from: number): number | null {
  let at = from + 1
  for (let byte = bytes[at]; byte !== undefined; byte = bytes[at]) {
    if (byte === bytes[from]) return at + 1
    at += byte === backslash ? 2 : 1
  }
  return null
}

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })

/** Names of any age and language: what is not UTF-8 becomes U+FFFD, and a mark of byte order is a character. */
export const decodeWord = (bytes: Uint8Array): string => utf8.decode(bytes)

/** What stands between two quotes. Escapes are bytes first and UTF-8 after; unknown ones stay as they are. */
export function decodeQuoted(bytes: Uint8Array): string {
  if (!bytes.includes(backslash)) return decodeWord(bytes)
  const out = new Uint8Array(bytes.length)
  let length = 0
  for (let at = 0; at < bytes.length; length += 1) {
    const escaped = bytes[at] === backslash ? readEscape(bytes, at + 1) : null
    out[length] = escaped?.byte ?? bytes[at] ?? 0
    at = escaped?.end ?? at + 1
  }
  return decodeWord(out.subarray(0, length))
}

/** Plain words as they are, all else in single quotes. */
export const quote = (text: string): string =>
  plainWord.test(text) ? text : `'${text.replaceAll(/[\\']/g, '\\$&')}'`

const hexEscape = /^x([0-9A-Fa-f]{2})/
const octalEscape = /^[0-7]{1,3}/

function readEscape(bytes: Uint8Array, at: number): { byte: number; end: number } | null {
  const next = String.fromCharCode(...bytes.subarray(at, at + 3))
  const letter = letters[next.charAt(0)]
  if (letter !== undefined) return { byte: letter, end: at + 1 }
  const hex = hexEscape.exec(next)?.[1]
  if (hex !== undefined) return { byte: Number.parseInt(hex, 16), end: at + 3 }
  const octal = octalEscape.exec(next)?.[0]
  if (octal === undefined) return null
  return { byte: Number.parseInt(octal, 8) & 0xff, end: at + octal.length }
}
