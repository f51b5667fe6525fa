import type { ConnectionRow } from '../contract/live.ts'

type Named = Pick<ConnectionRow, 'uri' | 'name'>

/** scheme:[//authority][rest]: RFC 3986 appendix B as far as a name needs it; the connect dialog has the real parser. */
const parts = /^([^:/?#]+):(?:\/\/([^/?#]*))?([^?#]*)/

/** The host of a URI as it is written there, without user and port; null when it names none. */
export function hostInUri(uri: string): string | null {
  const authority = parts.exec(uri)?.[2] ?? ''
  const host = authority
    .replace(/^.*@/, '')
    .replace(/:\d*$/, '')
    .replace(/^\[(.*)\]$/, '$1')
  return host === '' ? null : host
}

/** `qemu+ssh` of `qemu+ssh://root@host/system`. */
export const schemeOfUri = (uri: string): string => parts.exec(uri)?.[1] ?? uri

/** What a connection is called on screen: the person's own word, else its host, else what it opens here. */
export function connectionName({ name, uri }: Named): string {
  if (name !== null) return name
  const host = hostInUri(uri)
  if (host !== null) return host
  const path = parts.exec(uri)?.[3] ?? ''
  if (schemeOfUri(uri) !== 'test') return 'This machine'
  const file = path.split('/').at(-1) ?? ''
  return file === 'default' || file === '' ? 'Built-in test host' : file.replace(/\.xml$/, '')
}

/** The second, smaller line: how it is reached; all of a local URI, because two of them share the host. */
export const connectionVia = ({ uri }: Pick<Named, 'uri'>): string =>
  hostInUri(uri) === null ? uri.replace(/[?#].*$/, '') : schemeOfUri(uri)

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/** By name, `kvm-2` before `kvm-10`. */
export const byConnectionName = (a: Named, b: Named): number =>
  collator.compare(connectionName(a), connectionName(b))
