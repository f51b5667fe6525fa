import type { Dial } from './plan-types.ts'
import { isLegacyXen } from './plan-xen.ts'
import { remoteName } from './remote-name.ts'
import { formatUri, type LibvirtUri, parseUri } from './uri.ts'
import { paramRow, type RemoteParam, remoteParamOf } from './uri-params.ts'

/** Something in a URI that acts with the server's rights: a program that would run, or a file that would be used. */
export interface UriCode {
  /** The parameter, or `transport` and `path` for those parts; `name …` for one in the name that is sent. */
  name: string
  kind: 'program' | 'file'
  value: string
}

/** Names within names deeper than this count as code by themselves. */
const deepest = 4

const planned = [
  'command',
  'netcat',
  'keyfile',
  'pkipath',
  'known_hosts',
  'authfile',
] as const satisfies readonly RemoteParam[]

/**
 * Everything in a plan that only administrators may use, and only as far as the configuration allows it. The name that
 * is sent is looked into as well: the daemon opens it with its own rights. A world's file is its driver's matter.
 */
export function codeInDial({ options, socket, remoteName }: Omit<Dial, 'driver'>): UriCode[] {
  const params = planned.flatMap((name) => {
    const value = options[name]
    const kind = paramRow(name).code
    return value === undefined || kind === null ? [] : [{ name, kind, value }]
  })
  const sockets: UriCode[] =
    socket === null ? [] : [{ name: 'socket', kind: 'file', value: socket }]
  return [...params, ...sockets, ...(remoteName ? codeInName(remoteName, 1) : [])]
}

function codeAt(uri: LibvirtUri, depth: number): UriCode[] {
  if (uri.form === 'path') return [{ name: 'path', kind: 'file', value: uri.path ?? '' }]
  if (isLegacyXen(uri)) return []
  if (uri.scheme === 'test' && uri.server === null) return codeOfTest(uri)
  const found: UriCode[] = []
  if (uri.transport === 'ext') found.push({ name: 'transport', kind: 'program', value: 'ext' })
  for (const [given, value] of uri.params) {
    const name = remoteParamOf(given)
    const kind = name === null ? null : paramRow(name).code
    if (name !== null && kind !== null) found.push({ name, kind, value })
  }
  const sent = remoteName(uri)
  return sent === '' || sent === formatUri(uri) ? found : [...found, ...codeInName(sent, depth + 1)]
}

/** The built-in world is none of the machine's files. */
const codeOfTest = ({ path }: LibvirtUri): UriCode[] =>
  [null, '/', '/default'].includes(path) ? [] : [{ name: 'path', kind: 'file', value: path ?? '' }]

function codeInName(text: string, depth: number): UriCode[] {
  const reading = parseUri(text)
  if (depth > deepest || !reading.ok) return [{ name: 'name', kind: 'program', value: text }]
  return codeAt(reading.uri, depth).map((code) => ({ ...code, name: `name ${code.name}` }))
}
