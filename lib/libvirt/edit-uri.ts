import { percentEncode } from './percent.ts'
import { type LibvirtUri, uriOf } from './uri.ts'
import { setInQuery } from './uri-query.ts'
import type { RawUri } from './uri-text.ts'

/*
 * Edits of one part of a URI from decoded text, for a form beside the text. Every other part keeps its spelling,
 * and what comes out can always be read back.
 */

/** The whole scheme with its transport. One that cannot be a scheme changes nothing. */
export function setScheme(uri: LibvirtUri, scheme: string | null): LibvirtUri {
  if (scheme !== null && !/^[A-Za-z][A-Za-z0-9+.-]*$/.test(scheme)) return uri
  return edited(uri, scheme === null ? { scheme } : { scheme, authority: true })
}

export const setDriver = (uri: LibvirtUri, driver: string): LibvirtUri =>
  setScheme(uri, uri.transport === null ? driver : `${driver}+${spelledTransport(uri)}`)

/** '' and null take the user away. */
export const setUser = (uri: LibvirtUri, user: string | null): LibvirtUri =>
  user === (uri.user ?? '')
    ? uri
    : edited(uri, user ? { user: percentEncode(user, notInName), authority: true } : { user: null })

/** An IPv6 address may come with or without its brackets, and `host:port` sets both. */
export function setServer(uri: LibvirtUri, server: string | null): LibvirtUri {
  if (server === (uri.server ?? '')) return uri
  if (!server) return edited(uri, { host: '' })
  const both = /^([^:[\]]+):(\d{1,9})$/.exec(server)
  if (both)
    return edited(uri, {
      host: encodeHost(both[1] as string),
      port: both[2] as string,
      authority: true,
    })
  return edited(uri, { host: encodeHost(server), authority: true })
}

/** 0 takes the port away. */
export const setPort = (uri: LibvirtUri, port: number): LibvirtUri =>
  port === uri.port
    ? uri
    : edited(uri, port === 0 ? { port: null } : { port: String(port), authority: true })

export const setPath = (uri: LibvirtUri, path: string | null): LibvirtUri =>
  path === uri.path ? uri : edited(uri, { path: percentEncode(path ?? '', notInPath) })

/** Changes a parameter where it stands, adds it at the end, or with null takes every one of that name away. */
export function setParam(uri: LibvirtUri, name: string, value: string | null): LibvirtUri {
  const query = setInQuery(uri.raw.query ?? '', name, value)
  return edited(uri, { query: query === '' ? null : query })
}

const notInName = /[^A-Za-z0-9\-._~!$'()*+,;=]/
const notInPath = /[^A-Za-z0-9\-._~!$&'()*+,;=:@/]/

function encodeHost(server: string): string {
  const bare = /^\[.*\]$/.test(server) ? server.slice(1, -1) : server
  const address = /^([0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)(?:%(?:25)?([A-Za-z0-9\-._~]+))?$/.exec(bare)
  if (!address) return percentEncode(server, notInName)
  const zone = address[2]
  return `[${address[1]}${zone === undefined ? '' : `%25${zone}`}]`
}

const spelledTransport = (uri: LibvirtUri): string =>
  (uri.scheme ?? '').slice((uri.driver ?? '').length + 1)

/** A path must begin with “/” after an authority, and must not look like one without. */
function edited(uri: LibvirtUri, change: Partial<RawUri>): LibvirtUri {
  const raw = { ...uri.raw, ...change }
  const authority = raw.authority || raw.path.startsWith('//')
  const rootless = authority && raw.path !== '' && !raw.path.startsWith('/')
  const path = rootless ? `/${raw.path}` : raw.path
  const colon = !authority && raw.scheme === null && /^[^/]*:/.test(path)
  return uriOf({ ...raw, authority, path: colon ? `./${path}` : path })
}
