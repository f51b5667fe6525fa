/** Why a text is no URI: one sentence about the character at `at` (an offset in UTF-16 units). */
export interface Misread {
  ok: false
  at: number
  error: string
}

/** The largest port that libxml2 reads (INT_MAX); whether there is such a port is a later question. */
const largestPort = 2_147_483_647

const misread = (at: number, error: string): Misread => ({ ok: false, at, error })

/** Without slashes a colon can only end a scheme, so what is before it should have been one. */
export function misreadScheme(text: string): Misread {
  const wrong = text.search(/[^A-Za-z0-9+.-]/)
  if (text.startsWith(':')) return misread(0, 'The driver’s name is missing before the colon.')
  if (!/^[A-Za-z]/.test(text)) return misread(0, 'A driver’s name begins with a letter.')
  const error = 'A driver’s name consists of letters, digits, “+”, “-” and “.”.'
  return misread(wrong, error)
}

/** What is wrong with what stands after a host's colon, of which `digits` were read, or null. */
export function misreadPort(text: string, at: number, digits: string): Misread | null {
  const place = text.slice(at).split(/[/?#]/, 1)[0] ?? ''
  if (/^[0-9A-Fa-f.]*:/.test(place)) {
    return misread(at, 'A host has one port, and an IPv6 address brackets: [::1].')
  }
  // so it was no host but a user with something that no user may hold
  if (place.includes('@')) return misreadRest(text, at + legalInUser(place))
  if (digits.length < place.length) {
    return misread(at + digits.length, 'A port is a decimal number.')
  }
  if (digits === '') return misread(at, 'A port number is missing after the colon.')
  if (Number(digits) > largestPort) return misread(at, 'This port number is too large.')
  return null
}

const legalInUser = (place: string): number =>
  /^(?:[\w\-.~!$&'()*+,;=:]|%[0-9A-Fa-f]{2})*/.exec(place)?.[0].length ?? 0

/** The authority's parts ended where only a path, a query or a fragment may begin. */
export function misreadAuthority(text: string, at: number): Misread {
  const next = text.charAt(at)
  if (next === '@') {
    return misread(at, 'Only one “@” can stand before the host: write %40 for another.')
  }
  if (next === '[' && !text.includes(']', at)) {
    return misread(at, 'The bracket that opens here is not closed.')
  }
  if (text[at - 1] === ']') {
    return misread(at, 'After the closing bracket only a port or a path may follow.')
  }
  return misreadRest(text, at)
}

/** A character that none of the parts can hold. */
export function misreadRest(text: string, at: number): Misread {
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0)
  if (character === '%') return misread(at, '“%” must be followed by two hexadecimal digits.')
  if (character === '#')
    return misread(at, 'Only one “#” can stand in a URI: write %23 for another.')
  if (character === ' ') return misread(at, 'A space cannot stand in a URI: write %20.')
  if (/\p{C}/u.test(character)) {
    return misread(at, 'A character that cannot be seen cannot stand in a URI.')
  }
  const escaped = [...new TextEncoder().encode(character)].map((byte) => `%${byte.toString(16)}`)
  return misread(at, `“${character}” cannot stand here: write ${escaped.join('').toUpperCase()}.`)
}
