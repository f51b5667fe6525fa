const unescaped = /%([0-9A-Fa-f]{2})/g
const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
const strict = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true })

/**
 * Decodes as libxml2's xmlURIUnescapeString and the C string it returns: every `%XX` once, `+` stays, a `%`
 * that is not followed by two digits stays, and `%00` ends the text. Bytes that are not UTF-8 become U+FFFD.
 */
export const percentDecode = (raw: string): string =>
  raw.includes('%') ? decoder.decode(bytesOf(raw)) : raw

/** The decoded text would hold a NUL: everything after it is lost on libvirt. */
export const hidesNul = (raw: string): boolean => raw.includes('%00')

/** The bytes that `raw` stands for are text. */
export function isUtf8(raw: string): boolean {
  if (!raw.includes('%')) return true
  try {
    strict.decode(bytesOf(raw))
    return true
  } catch {
    return false
  }
}

/** Decodes and encodes again every byte that matches `unsafe` (a class of single characters, `%` among them). */
export const percentRecode = (raw: string, unsafe: RegExp): string =>
  unsafe.test(raw) ? encodeBytes(bytesOf(raw), unsafe) : raw

/** Encodes what matches `unsafe`, as UTF-8 and in upper-case hexadecimal. */
export const percentEncode = (text: string, unsafe: RegExp): string =>
  unsafe.test(text) ? encodeBytes(encoder.encode(text), unsafe) : text

function encodeBytes(bytes: Uint8Array, unsafe: RegExp): string {
  let out = ''
  for (const byte of bytes) {
    const character = String.fromCharCode(byte)
    out += byte >= 0x80 || unsafe.test(character) ? `%${hex(byte)}` : character
  }
  return out
}

const hex = (byte: number): string => byte.toString(16).toUpperCase().padStart(2, '0')

function bytesOf(raw: string): Uint8Array {
  const upToNul = raw.split('%00', 1)[0] ?? ''
  const bytes = encoder.encode(upToNul)
  const out = new Uint8Array(bytes.length)
  let length = 0
  let from = 0
  for (const match of upToNul.matchAll(unescaped)) {
    const literal = encoder.encode(upToNul.slice(from, match.index))
    out.set(literal, length)
    length += literal.length
    out[length++] = Number.parseInt(match[1] as string, 16)
    from = match.index + 3
  }
  const rest = encoder.encode(upToNul.slice(from))
  out.set(rest, length)
  return out.subarray(0, length + rest.length)
}
