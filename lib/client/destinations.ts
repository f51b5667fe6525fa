import type { ConnectionRow } from '../contract/live.ts'
import { xendHypervisor } from '../libvirt/xend-hypervisor.ts'
import { byConnectionName, hostInUri, schemeOfUri } from './connection-name.ts'

/** `qemu` of `qemu+ssh://…`. */
const driverOf = (uri: string): string => schemeOfUri(uri).replace(/\+.*$/, '')

const isXend = ({ state }: ConnectionRow): boolean =>
  state.phase === 'open' && state.hypervisor === xendHypervisor

/** What is behind the `?` is for whoever dials from here: key files, this machine's sockets. */
const bare = (uri: string): string => uri.replace(/[?#].*$/, '')

/**
 * Where a machine of this connection may be moved to, of all that is open: hosts of the same hypervisor that have a
 * name on the network. For libvirt as URIs, for xend as hosts; whether that host sees them so, only it can tell.
 */
export function destinationsOf(from: ConnectionRow, all: readonly ConnectionRow[]): string[] {
  const here = hostInUri(from.uri)
  const others = all.filter((row) => row.state.phase === 'open' && !row.readOnly)
  const found = [...others].sort(byConnectionName).flatMap((row) => {
    const host = hostInUri(row.uri)
    if (host === null || host === here || isXend(row) !== isXend(from)) return []
    if (isXend(from)) return [host]
    return driverOf(row.uri) === driverOf(from.uri) ? [bare(row.uri)] : []
  })
  return [...new Set(found)]
}
