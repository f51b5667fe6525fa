import type { Socket } from 'node:net'
import type { Progress } from '../../lib/libvirt/rungs.ts'
import { networkTrouble } from '../../lib/libvirt/troubles/network.ts'
import { type AddressFence, addressFence } from './address-fence.ts'
import type { Connect } from './read-again.ts'
import { type Address, type Lookup, lookUp, resolve } from './resolve.ts'
import { raceTcp } from './tcp-race.ts'
import type { DialTransport, Surrounds } from './transport.ts'

export interface TcpOptions {
  signal: AbortSignal
  progress: Progress
  surrounds: Pick<Surrounds, 'clock' | 'fence'>
  lookup?: Lookup
  connect?: Connect
}

/**
 * Connects to the first address of `host` that answers. Addresses are checked after the name became them, and what
 * was checked is what is dialled; those that may not be are left out. Begins the rungs resolving and dialling.
 * The socket has its keepalive on, no delay, and a listener for errors: who reads it learns of them by its close.
 * Throws Failure with libvirt's own sentence and its trouble, or what `signal` says when it aborts.
 */
export async function dialTcp(host: string, port: number, options: TcpOptions): Promise<Socket> {
  const { signal, progress, surrounds, lookup = lookUp, connect } = options
  const { clock, fence = addressFence(null) } = surrounds
  signal.throwIfAborted()
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw networkTrouble('port-impossible', `${port} is not the number of a port.`)
  }
  progress('resolving')
  const addresses = await resolve(host, port, { clock, signal, lookup })
  progress('dialling', addresses.map(({ address }) => address).join(', '))
  return raceTcp(permitted(addresses, host, fence), { host, port, clock, signal, connect })
}

function permitted(
  addresses: readonly Address[],
  host: string,
  fence: AddressFence,
): readonly Address[] {
  const reasons = addresses.map(({ address }) => fence(address, host))
  const left = addresses.filter((_, at) => reasons[at] === null)
  if (left.length > 0) return left
  throw networkTrouble('address-forbidden', [...new Set(reasons)].join(' '))
}

/** Where a socket has come to, as the finding of the rung that dialled it. */
export const farEnd = ({ remoteAddress, remotePort }: Socket): string =>
  `${remoteAddress}, port ${remotePort}`

export const dialPlainTcp =
  (surrounds: Surrounds): DialTransport =>
  async ({ host, port }, { signal, progress }) => {
    const socket = await dialTcp(host ?? 'localhost', port, { signal, progress, surrounds })
    progress('greeting', farEnd(socket))
    return { stream: socket, close: () => void socket.destroy() }
  }
