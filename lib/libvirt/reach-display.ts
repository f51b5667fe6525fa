import type { Display } from './consoles.ts'
import type { Transport } from './transports.ts'

/** How a connection gets to its host. */
export interface HostWay {
  transport: Transport | 'http' | null
  /** As the URI names it; null: this machine. */
  host: string | null
}

/** Where to dial: `from` this machine, or from the far end of the connection's SSH login. */
export type DisplayReach =
  | { from: 'here' | 'there'; path: string }
  | { from: 'here' | 'there'; host: string; port: number }
  | { whyNot: string; mend: 'listen-on-all' | null }

const wildcards: readonly string[] = ['0.0.0.0', '::', '*', '']
const isLoopback = (address: string): boolean =>
  /^127\./.test(address) || address === '::1' || address === 'localhost'

const no = (whyNot: string, mend: 'listen-on-all' | null = null): DisplayReach => ({ whyNot, mend })

/** How a display is reached the way its connection goes, or why it is not and what would change that. */
export function reachDisplay({ kind, place }: Display, { transport, host }: HostWay): DisplayReach {
  if (place.by === 'nothing') {
    return no('It listens nowhere (listen type “none”), so nobody but its host gets at it.')
  }
  if (place.by === 'port' && place.port === 0) {
    return no(`It listens for TLS only, which no page speaks for ${kind.toUpperCase()}.`)
  }
  const from = whereFrom(transport)
  if (from === null) return no('This way of connecting leads to the daemon only.')
  if (from !== 'beside') {
    if (place.by === 'socket') return { from, path: place.path }
    return { from, host: dialled(place.address), port: place.port }
  }
  if (place.by === 'socket') {
    return no(
      'It listens on a socket of its host, which only SSH or that host itself reaches.',
      'listen-on-all',
    )
  }
  if (isLoopback(place.address)) {
    return no(
      'It listens for its own host only (127.0.0.1). Connect over SSH, or let it listen on an address.',
      'listen-on-all',
    )
  }
  const named = wildcards.includes(place.address) ? (host ?? 'localhost') : place.address
  return { from: 'here', host: named, port: place.port }
}

/** A display that listens on every address does so on the loopback one, too. */
const dialled = (address: string): string => {
  if (!wildcards.includes(address)) return address
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
