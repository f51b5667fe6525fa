import type { DisplayPlace } from './consoles.ts'
import { type HostWay, isLoopback, isWildcard } from './reach-display.ts'

/** Where a program beside the browser dials a display by itself. */
export interface DirectDisplay {
  /** null: the host that Oirase runs on, by whatever name the browser has for it. */
  host: string | null
  /** null: it has none of the kind. */
  port: number | null
  tlsPort: number | null
}

const portOrNone = (port: number): number | null => (port > 0 ? port : null)

/**
 * Where a display is to be had without Oirase; null where nobody but its host, or only a login there, gets to it. It
 * listens on an address that others reach, or on all of them on a host that is known by name. What the URI calls the
 * host of an SSH login is no such name: it may be one that only the configuration of SSH knows.
 */
export function directDisplay(
  place: DisplayPlace,
  { transport, host }: HostWay,
): DirectDisplay | null {
  if (place.by !== 'port' || isLoopback(place.address)) return null
  const ports = { port: portOrNone(place.port), tlsPort: portOrNone(place.tlsPort) }
  if (ports.port === null && ports.tlsPort === null) return null
  if (!isWildcard(place.address)) return { host: place.address, ...ports }
  switch (transport) {
    case 'unix':
      return { host: null, ...ports }
    case 'tcp':
    case 'tls':
      return { host: host === null || isLoopback(host) ? null : host, ...ports }
    default:
      return null
  }
}
