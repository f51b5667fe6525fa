/** The letters of an s-expression's atoms: plain words, and quoted text with the escapes of Python's repr. */

const backslash = 0x5c
const quotes: readonly (number | undefined)[] = [0x22, 0x27]
const blanks: readonly (number | undefined)[] = [0x20, 0x09, 0x0a, 0x0b, 0x0c, 0x0d]
const brackets: readonly (number | undefined)[] = [0x28, 0x29]

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

export const isQuote = (byte: number | undefined): boolean => quotes.includes(byte)
export const isBlank = (byte: number | undefined): boolean => blanks.includes(byte)

export function endOfWord(bytes: Uint8Array, from: number): number {
  let at = from
  for (let byte = bytes[at]; byte !== undefined; byte = bytes[at]) {
    if (isBlank(byte) || brackets.includes(byte)) break
    at += 1
  }
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

/** Names of any age and language: what is not UTF-8 becomes U+FFFD, and a mark of byte order is a character. */
export const decodeWord = (bytes: Uint8Array): string =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)

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
