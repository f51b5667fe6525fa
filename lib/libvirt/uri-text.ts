/** The parts of a URI reference as they are spelled, without the punctuation between them. */
export interface RawUri {
  /** Before the first colon; null: a reference without scheme. */
  scheme: string | null
  /** There is a `//`, after which user, host and port may stand. */
  authority: boolean
  user: string | null
  /** With its brackets, and '' when there is none. */
  host: string
  port: string | null
  path: string
  query: string | null
  fragment: string | null
}

export type RawReading =
  | { ok: true; raw: RawUri }
  /** `at` is an offset in the text (UTF-16 units), `error` one sentence. */
  | { ok: false; at: number; error: string }

const schemePart = /[A-Za-z][A-Za-z0-9+.-]*(?=:)/y
const userPart = /(?:[\w\-.~!$&'()*+,;=:]|%[0-9A-Fa-f]{2})*(?=@)/y
const hostPart = /\[[^\]\0]*\]|(?:[\w\-.~!$&'()*+,;=]|%[0-9A-Fa-f]{2})*/y
const digitsPart = /\d*/y
const pathPart = /(?:[\w\-.~!$&'()*+,;=:@/]|%[0-9A-Fa-f]{2})*/y
const queryPart = /(?:[\w\-.~!$&'()*+,;=:@/?]|%[0-9A-Fa-f]{2})*/y
const fragmentPart = /(?:[\w\-.~!$&'()*+,;=:@/?[\]]|%[0-9A-Fa-f]{2})*/y

/** The largest port that libxml2 reads (INT_MAX); whether it can be dialled is a later question. */
const largestPort = 2_147_483_647

/**
 * Reads a URI reference as libxml2 2.9's xmlParseURI does (RFC 3986 with these liberties: anything between
 * the brackets of a host, brackets in a fragment), which is the reader inside libvirt. Linear in the text.
 */
export function readUriText(text: string): RawReading {
  const scheme = match(schemePart, text, 0)
  let at = scheme === null ? 0 : scheme.length + 1
  const authority = text.startsWith('//', at)
  let place: Authority = { user: null, host: '', port: null, end: at }
  if (authority) {
    const reading = readAuthority(text, at + 2)
    if (!reading.ok) return reading
    place = reading.place
    at = place.end
    if (at < text.length && !/[/?#]/.test(text.charAt(at))) return stopped(text, at, 'host')
  }
  const path = match(pathPart, text, at) ?? ''
  const colon = scheme === null && !authority ? (path.split('/', 1)[0] as string).indexOf(':') : -1
  if (colon >= 0) return schemeError(text, at + colon)
  at += path.length
  const query = text[at] === '?' ? (match(queryPart, text, at + 1) ?? '') : null
  at += query === null ? 0 : query.length + 1
  const fragment = text[at] === '#' ? (match(fragmentPart, text, at + 1) ?? '') : null
  at += fragment === null ? 0 : fragment.length + 1
  if (at < text.length) return stopped(text, at, 'rest')
  const { user, host, port } = place
  return { ok: true, raw: { scheme, authority, user, host, port, path, query, fragment } }
}

/** Puts the parts together again: the opposite of `readUriText`, character for character. */
export function writeUriText(raw: RawUri): string {
  const scheme = raw.scheme === null ? '' : `${raw.scheme}:`
  const user = raw.user === null ? '' : `${raw.user}@`
  const port = raw.port === null ? '' : `:${raw.port}`
  const place = raw.authority ? `//${user}${raw.host}${port}` : ''
  const query = raw.query === null ? '' : `?${raw.query}`
  const fragment = raw.fragment === null ? '' : `#${raw.fragment}`
  return scheme + place + raw.path + query + fragment
}

interface Authority {
  user: string | null
  host: string
  port: string | null
  end: number
}

function readAuthority(
  text: string,
  start: number,
): { ok: true; place: Authority } | Extract<RawReading, { ok: false }> {
  const user = match(userPart, text, start)
  let at = user === null ? start : start + user.length + 1
  const host = match(hostPart, text, at) ?? ''
  at += host.length
  if (text[at] !== ':') return { ok: true, place: { user, host, port: null, end: at } }
  const port = match(digitsPart, text, at + 1) ?? ''
  const wrong = portError(text, at + 1, port)
  if (wrong !== null) return wrong
  return { ok: true, place: { user, host, port, end: at + 1 + port.length } }
}

function portError(
  text: string,
  at: number,
  port: string,
): Extract<RawReading, { ok: false }> | null {
  const end = at + port.length
  const rest = text.slice(at).split(/[/?#]/, 1)[0] ?? ''
  if (/^[0-9A-Fa-f.]*:/.test(rest)) {
    return fail(at, 'An IPv6 address must stand in brackets, as in [::1].')
  }
  if (rest.includes('@')) return stopped(text, firstIllegal(text, at), 'host')
  if (port === '' && end < text.length && !/[/?#]/.test(text.charAt(end))) {
    return fail(end, 'A port is a decimal number.')
  }
  if (port === '') return fail(end, 'A port number is missing after the colon.')
  if (Number(port) > largestPort) return fail(at, 'This port number is too large.')
  return null
}

/** The first character that no part of an authority may hold; it is why no `@` was reached. */
function firstIllegal(text: string, at: number): number {
  const legal = /(?:[\w\-.~!$&'()*+,;=:]|%[0-9A-Fa-f]{2})*/y
  return at + (match(legal, text, at) ?? '').length
}

function schemeError(text: string, at: number): RawReading {
  const said =
    at === 0 ? 'is missing before the colon' : 'may hold only letters, digits, “+”, “-”, “.”'
  const first = text.search(/[^A-Za-z0-9+.-]/)
  const where = /^[A-Za-z]/.test(text) ? Math.min(first, at) : 0
  return fail(where, `The driver name ${said}${at === 0 ? '' : ' and must begin with a letter'}.`)
}

function stopped(
  text: string,
  at: number,
  where: 'host' | 'rest',
): Extract<RawReading, { ok: false }> {
  const character = String.fromCodePoint(text.codePointAt(at) as number)
  if (character === '%') return fail(at, '“%” must be followed by two hexadecimal digits.')
  if (character === ' ') return fail(at, 'A space cannot stand in a URI: write %20.')
  if (character === '#') return fail(at, 'A second “#” cannot stand in a URI: write %23.')
  if (character < ' ' || character === '\x7f') {
    return fail(at, 'A control character cannot stand in a URI.')
  }
  if (character === '[' && where === 'host' && !text.includes(']', at)) {
    return fail(at, 'The bracket that opens here is not closed.')
  }
  if (where === 'host' && text[at - 1] === ']') {
    return fail(at, 'After the closing bracket only a port or a path may follow.')
  }
  if (where === 'host' && character === ':') return fail(at, 'A host can have only one port.')
  if (where === 'host' && character === '@') {
    return fail(at, 'Only one “@” can stand before the host: write %40 for others.')
  }
  if (where === 'host' && /\d/.test(text.charAt(at - 1)) && /[A-Za-z\-._~]/.test(character)) {
    return fail(at, 'A port is a decimal number.')
  }
  const written = [...new TextEncoder().encode(character)]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('')
  return fail(at, `“${character}” cannot stand here: write ${written}.`)
}

const fail = (at: number, error: string): Extract<RawReading, { ok: false }> => ({
  ok: false,
  at,
  error,
})

function match(part: RegExp, text: string, at: number): string | null {
  part.lastIndex = at
  return part.exec(text)?.[0] ?? null
}
