import type { Display, DisplayPlace } from './consoles.ts'
import type { Transport } from './transports.ts'

/** How a connection gets to its host. */
export interface HostWay {
  transport: Transport | 'http' | null
  /** As the URI names it; null: this machine. */
  host: string | null
}

/** Where to dial: `from` this machine, or from the far end of the connection's SSH login. */
export type ReachedDisplay = {
  from: 'here' | 'there'
  /** Whether TLS is spoken there from the first byte. */
  tls: boolean
  /**
   * The host whose certificate it must show. null: the way leads to that host and nowhere else (a socket of this
   * machine, an SSH login whose key was checked), so that nobody on it can be another or read along.
   */
  meant: string | null
} & ({ path: string } | { host: string; port: number })

export type DisplayReach = ReachedDisplay | { whyNot: string; mend: 'listen-on-all' | null }

const wildcards: readonly string[] = ['0.0.0.0', '::', '*', '']
export const isWildcard = (address: string): boolean => wildcards.includes(address)
export const isLoopback = (address: string): boolean =>
  /^127\./.test(address) || address === '::1' || address === 'localhost'

const no = (whyNot: string, mend: 'listen-on-all' | null = null): DisplayReach => ({ whyNot, mend })

/**
 * How a display is reached the way its connection goes, or why it is not and what would change that. `tls`: by its
 * port for TLS, or by the plain one; null: by that which it has, and that for TLS where the connection has TLS itself.
 */
export function reachDisplay(
  { kind, place }: Display,
  { transport, host }: HostWay,
  tls: boolean | null = null,
): DisplayReach {
  if (place.by === 'nothing') {
    return no('It listens nowhere (listen type “none”), so nobody but its host gets at it.')
  }
  const from = whereFrom(transport)
  if (place.by === 'socket') {
    if (from === null) return no(daemonOnly)
    return from === 'beside'
      ? no(
          'It listens on a socket of its host, which only SSH or that host itself reaches.',
          'listen-on-all',
        )
      : { from, path: place.path, tls: false, meant: null }
  }
  const port = portOf(kind, place, { wanted: tls, preferred: transport === 'tls' })
  if ('whyNot' in port) return port
  if (from === null) return no(daemonOnly)
  if (from !== 'beside') return { from, host: dialled(place.address), ...port, meant: null }
  if (isLoopback(place.address)) {
    return no(
      'It listens for its own host only (127.0.0.1). Connect over SSH, or let it listen on an address.',
      'listen-on-all',
    )
  }
  const meant = host ?? 'localhost'
  const named = isWildcard(place.address) ? meant : place.address
  return { from: 'here', host: named, ...port, meant }
}

const daemonOnly = 'This way of connecting leads to the daemon only.'

/** SPICE has a port for TLS; VNC speaks it, if at all, on the only port it has. */
function portOf(
  kind: string,
  { port: plain, tlsPort }: Extract<DisplayPlace, { by: 'port' }>,
  { wanted, preferred }: { wanted: boolean | null; preferred: boolean },
): { port: number; tls: boolean } | { whyNot: string; mend: null } {
  const sealed = kind === 'spice' ? tlsPort : 0
  if (plain === 0 && sealed === 0) {
    const whyNot = `It listens for TLS only, which no page speaks for ${kind.toUpperCase()}.`
    return { whyNot, mend: null }
  }
  const tls = wanted ?? (plain === 0 || (preferred && sealed !== 0))
  if (tls && sealed === 0) {
    return { whyNot: 'It wants TLS for this, and has no port for it.', mend: null }
  }
  if (!tls && plain === 0) {
    return { whyNot: 'It wants no TLS for this, and has no port without it.', mend: null }
  }
  return { port: tls ? sealed : plain, tls }
}

/** A display that listens on every address does so on the loopback one, too. */
const dialled = (address: string): string => {
  if (!isWildcard(address)) return address
  return address === '::' ? '::1' : '127.0.0.1'
}

/** `beside`: from here to the host, by its addresses, not through the connection. null: not at all. */
function whereFrom(transport: HostWay['transport']): 'here' | 'there' | 'beside' | null {
  switch (transport) {
    case 'unix':
      return 'here'
    case 'ssh':
    case 'libssh':
    case 'libssh2':
      return 'there'
    case 'tcp':
    case 'tls':
      return 'beside'
    default:
      return null
  }
}
