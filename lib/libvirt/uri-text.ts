import {
  type Misread,
  misreadAuthority,
  misreadPort,
  misreadRest,
  misreadScheme,
} from './misread.ts'

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

export type RawReading = { ok: true; raw: RawUri } | Misread

const schemePart = /[A-Za-z][A-Za-z0-9+.-]*(?=:)/y
const userPart = /(?:[\w\-.~!$&'()*+,;=:]|%[0-9A-Fa-f]{2})*(?=@)/y
const hostPart = /\[[^\]\0]*\]|(?:[\w\-.~!$&'()*+,;=]|%[0-9A-Fa-f]{2})*/y
const portPart = /\d*/y
const pathPart = /(?:[\w\-.~!$&'()*+,;=:@/]|%[0-9A-Fa-f]{2})*/y
const queryPart = /(?:[\w\-.~!$&'()*+,;=:@/?]|%[0-9A-Fa-f]{2})*/y
const fragmentPart = /(?:[\w\-.~!$&'()*+,;=:@/?[\]]|%[0-9A-Fa-f]{2})*/y

/**
 * Reads a URI reference as libxml2 2.9's xmlParseURI does (RFC 3986 with these liberties: anything between
 * the brackets of a host, brackets in a fragment), which is the reader inside libvirt. Linear in the text.
 */
export function readUriText(text: string): RawReading {
  const scheme = match(schemePart, text, 0)
  const start = scheme === null ? 0 : scheme.length + 1
  const authority = text.startsWith('//', start)
  const place = authority ? readAuthority(text, start + 2) : nowhere(start)
  if ('ok' in place) return place
  const { user, host, port } = place
  const path = match(pathPart, text, place.end)
  if (scheme === null && !authority && /^[^/]*:/.test(path ?? '')) return misreadScheme(text)
  let at = place.end + (path?.length ?? 0)
  const query = text[at] === '?' ? match(queryPart, text, at + 1) : null
  at += query === null ? 0 : query.length + 1
  const fragment = text[at] === '#' ? match(fragmentPart, text, at + 1) : null
  at += fragment === null ? 0 : fragment.length + 1
  if (at < text.length) return misreadRest(text, at)
  return {
    ok: true,
    raw: { scheme, authority, user, host, port, path: path ?? '', query, fragment },
  }
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

type Authority = Pick<RawUri, 'user' | 'host' | 'port'> & { end: number }

const nowhere = (end: number): Authority => ({ user: null, host: '', port: null, end })

function readAuthority(text: string, start: number): Authority | Misread {
  const user = match(userPart, text, start)
  const hostAt = user === null ? start : start + user.length + 1
  const host = match(hostPart, text, hostAt) ?? ''
  let end = hostAt + host.length
  let port: string | null = null
  if (text[end] === ':') {
    port = match(portPart, text, end + 1) ?? ''
    const wrong = misreadPort(text, end + 1, port)
    if (wrong !== null) return wrong
    end += 1 + port.length
  }
  const ended = end === text.length || '/?#'.includes(text.charAt(end))
  return ended ? { user, host, port, end } : misreadAuthority(text, end)
}

function match(part: RegExp, text: string, at: number): string | null {
  part.lastIndex = at
  return part.exec(text)?.[0] ?? null
}
