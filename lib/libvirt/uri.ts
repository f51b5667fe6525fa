import { percentDecode, percentRecode } from './percent.ts'
import { decodedParam, type RawParam, splitQuery } from './uri-query.ts'
import { type RawUri, readUriText, writeUriText } from './uri-text.ts'

/**
 * A connection URI: every part as spelled (`raw`, so that nothing is lost) and as libvirt's virURIParse
 * understands it. Absent is null; no port is 0.
 */
export interface LibvirtUri {
  readonly raw: RawUri
  readonly form: UriForm
  /** As spelled, with its `+transport`. */
  readonly scheme: string | null
  /** The scheme up to the first `+`; case matters to libvirt. */
  readonly driver: string | null
  /** What follows the first `+`, lower-cased as libvirt compares it. */
  readonly transport: string | null
  readonly user: string | null
  /** Without the brackets of an IPv6 address. */
  readonly server: string | null
  readonly port: number
  readonly path: string | null
  /** Raw: decoding it before it is split would change its meaning. */
  readonly query: string | null
  readonly fragment: string | null
  readonly params: readonly (readonly [name: string, value: string])[]
  readonly rawParams: readonly RawParam[]
}

/**
 * `uri` has a scheme; `path` is a bare file path, the old way to name xend's socket; `name` is an alias or
 * the word “xen”, or nothing that makes sense; `empty` lets the environment, the configuration or the daemon decide.
 */
export type UriForm = 'uri' | 'path' | 'name' | 'empty'

export type UriPart = 'scheme' | 'user' | 'server' | 'port' | 'path' | 'query' | 'fragment'

export interface UriSpan {
  part: UriPart
  from: number
  to: number
}

/** A longer text is no URI that anybody means; libvirt itself has no limit. */
const longestUri = 4096

/**
 * Reads a connection URI, or one of the forms without a scheme.
 * @returns the URI, or one sentence about the first character (`at`, UTF-16 offset) that is wrong
 */
export function parseUri(
  text: string,
): { ok: true; uri: LibvirtUri } | { ok: false; at: number; error: string } {
  if (text.length > longestUri) {
    return { ok: false, at: longestUri, error: `A URI has at most ${longestUri} characters.` }
  }
  const reading = readUriText(text)
  return reading.ok ? { ok: true, uri: uriOf(reading.raw) } : reading
}

/** Writes a URI back: what was not changed keeps its spelling. */
export const formatUri = (uri: LibvirtUri): string => writeUriText(uri.raw)

/** Understands parts as spelled; they must be ones that `readUriText` can read back. */
export function uriOf(raw: RawUri): LibvirtUri {
  const plus = raw.scheme === null ? -1 : raw.scheme.indexOf('+')
  const rawParams = splitQuery(raw.query ?? '')
  const server = serverOf(raw.host)
  return {
    raw,
    form: formOf(raw),
    scheme: raw.scheme,
    driver: plus < 0 ? raw.scheme : (raw.scheme as string).slice(0, plus),
    transport: plus < 0 ? null : (raw.scheme as string).slice(plus + 1).toLowerCase(),
    user: userOf(raw),
    server,
    port: server === null ? 0 : Number(raw.port ?? 0),
    path: raw.path === '' ? null : percentDecode(raw.path),
    query: raw.query,
    fragment: raw.fragment === null ? null : percentDecode(raw.fragment),
    params: rawParams.map(decodedParam),
    rawParams,
  }
}

/** The last value of a parameter, its name compared as libvirt compares those it knows: whatever the case. */
export const uriParam = (uri: LibvirtUri, name: string): string | null =>
  uri.params.findLast(([given]) => given.toLowerCase() === name)?.[1] ?? null

/**
 * libvirt's own re-formatting (virURIFormat), which `virsh uri` and virConnectGetURI show: characters escaped
 * libxml2's way, the query as it was, brackets round a server that holds a colon. Null for the empty URI, whose
 * name is not known before a daemon was asked.
 */
export function canonicalUri(uri: LibvirtUri): string | null {
  if (uri.form === 'empty') return null
  const { raw } = uri
  const scheme = raw.scheme === null ? '' : `${raw.scheme}:`
  const path = percentRecode(raw.path, unsafeInPath)
  const query = raw.query === null ? '' : `?${raw.query}`
  return `${scheme}//${canonicalAuthority(uri)}${path}${query}${canonicalFragment(raw)}`
}

/** `#fragment` as libvirt writes it, or '' without one. */
export const canonicalFragment = (raw: RawUri): string =>
  raw.fragment === null ? '' : `#${percentRecode(raw.fragment, unsafeInFragment)}`

/** The path as libvirt writes it. */
export const canonicalPath = (raw: RawUri): string => percentRecode(raw.path, unsafeInPath)

/** Where each part stands in `formatUri(uri)`, in order; punctuation between parts belongs to none. */
export function spansOf(uri: LibvirtUri): UriSpan[] {
  const { raw } = uri
  const spans: UriSpan[] = []
  let at = 0
  const add = (part: UriPart, text: string | null, before: number, after: number) => {
    if (text === null) return
    spans.push({ part, from: at + before, to: at + before + text.length })
    at += before + text.length + after
  }
  add('scheme', raw.scheme, 0, 1)
  at += raw.authority ? 2 : 0
  add('user', raw.user, 0, 1)
  add('server', raw.host, 0, 0)
  add('port', raw.port, 1, 0)
  add('path', raw.path, 0, 0)
  add('query', raw.query, 1, 0)
  add('fragment', raw.fragment, 1, 0)
  return spans.filter((span) => span.to > span.from)
}

const unsafeInUser = /[^A-Za-z0-9\-_.!~*'();:&=+$,]/
const unsafeInPath = /[^A-Za-z0-9\-_.!~*'()/;@&=+$,]/
const unsafeInFragment = /[^A-Za-z0-9\-_.!~*'();/?:@&=+$,[\]]/

function formOf(raw: RawUri): UriForm {
  if (raw.scheme !== null) return 'uri'
  if (raw.host === '' && /^\/./.test(raw.path)) return 'path'
  return writeUriText(raw) === '' ? 'empty' : 'name'
}

/** libvirt strips brackets from whatever holds a colon and keeps them round anything else. */
function serverOf(host: string): string | null {
  if (host === '') return null
  const server = percentDecode(host)
  return /^\[.*:.*\]$/s.test(server) ? server.slice(1, -1) : server
}

/** An empty user reads as the rest of the text, from the “@” on: libxml2 takes length 0 for “all of it”. */
function userOf(raw: RawUri): string | null {
  if (raw.user === null) return null
  return percentDecode(raw.user === '' ? restFromUser(raw) : raw.user)
}

const restFromUser = (raw: RawUri): string =>
  writeUriText({ ...raw, scheme: null }).slice('//'.length)

function canonicalAuthority(uri: LibvirtUri): string {
  const { raw, server } = uri
  const spelledUser = raw.user === '' ? restFromUser(raw) : raw.user
  const user = spelledUser === null ? '' : `${percentRecode(spelledUser, unsafeInUser)}@`
  if (server === null) return user
  const host = server.includes(':') ? `[${server}]` : server
  return user + host + (uri.port > 0 ? `:${uri.port}` : '')
}
