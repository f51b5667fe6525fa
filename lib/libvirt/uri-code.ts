import { isLegacyXen } from './plan-xen.ts'
import { type LibvirtUri, parseUri } from './uri.ts'
import { paramRow, remoteParamOf } from './uri-params.ts'

/** Something in a URI that acts with the server's rights: a program that would run, or a file that would be used. */
export interface UriCode {
  /** The parameter, or `transport` and `path` for those parts. */
  name: string
  kind: 'program' | 'file'
  value: string
}

/** `name=` may hold a URI that a daemon opens in turn; deeper than this it counts as code by itself. */
const deepest = 3

/**
 * Everything in a URI that only administrators may use, and only as far as the configuration allows it. A name
 * for the far daemon (`name=`) is looked into: the daemon opens it with its own rights.
 */
export const codeIn = (uri: LibvirtUri): UriCode[] => codeAt(uri, 0)

function codeAt(uri: LibvirtUri, depth: number): UriCode[] {
  const found: UriCode[] = []
  if (uri.transport === 'ext') found.push({ name: 'transport', kind: 'program', value: 'ext' })
  if (uri.form === 'path') found.push({ name: 'path', kind: 'file', value: uri.path ?? '' })
  if (uri.driver === 'test' && uri.path !== '/default' && (uri.path ?? '/') !== '/') {
    found.push({ name: 'path', kind: 'file', value: uri.path ?? '' })
  }
  if (isLegacyXen(uri)) return found
  for (const [given, value] of uri.params) {
    const name = remoteParamOf(given)
    if (name === 'name') found.push(...codeInName(value, depth + 1))
    const kind = name === null ? null : paramRow(name).code
    if (name !== null && kind !== null) found.push({ name, kind, value })
  }
  return found
}

function codeInName(value: string, depth: number): UriCode[] {
  const reading = parseUri(value)
  if (depth > deepest || !reading.ok) return [{ name: 'name', kind: 'program', value }]
  return codeAt(reading.uri, depth).map((code) => ({ ...code, name: `name: ${code.name}` }))
}
