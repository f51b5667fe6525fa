import type { Clock } from '../../../lib/clock.ts'
import { Failure } from '../../../lib/failure.ts'
import type { Dial } from '../../../lib/libvirt/plan-types.ts'
import { xenProxySocket } from '../../../lib/libvirt/plan-xen.ts'
import type { DialTransport, Wire } from '../../transport/transport.ts'
import { dottedVersion } from '../dotted-version.ts'
import type { Driver, OpenOptions } from '../driver.ts'
import { proxyCalls } from './proxy-calls.ts'
import { ProxyChannel } from './proxy-channel.ts'
import { ProxyDriver } from './proxy-driver.ts'

/** As libvirt's manual spells it, which no libvirt ever did: for who took it at its word. */
const documented = ['@/tmp/libvirt_proxy_conn', '/tmp/libvirt_proxy_conn'] as const
/** sun_path: the proxy binds the whole of it, so that an abstract name ends in NULs. */
const nameLength = 108

/** Opens the proxy of legacy Xen, for reading. Throws Failure, or what the signal says when it aborts. */
export async function openXenProxy(
  plan: Dial,
  dial: DialTransport,
  { signal, progress, asker }: OpenOptions,
  clock: Clock,
): Promise<Driver> {
  const wire = await dialFirst(socketsOf(plan), (socket) =>
    dial({ ...plan, socket }, { signal, progress, asker }),
  )
  const channel = new ProxyChannel(wire, clock)
  const giveUp = () => channel.close()
  signal.addEventListener('abort', giveUp)
  try {
    const calls = proxyCalls(channel)
    progress('greeting')
    await calls.ping()
    progress('opening', 'The Xen proxy answers.')
    const version = dottedVersion(await calls.version())
    const node = await calls.node()
    if (node === null) throw new Failure('host.refused', 'The Xen proxy cannot ask xend.')
    progress('listing')
    return new ProxyDriver({ channel, calls, host: { version, node }, clock })
  } catch (cause) {
    channel.close()
    throw signal.aborted ? signal.reason : cause
  } finally {
    signal.removeEventListener('abort', giveUp)
  }
}

function socketsOf({ socket }: Dial): string[] {
  const named = socket ?? xenProxySocket
  return (named === xenProxySocket ? [named, ...documented] : [named]).map(padded)
}

const padded = (socket: string): string =>
  socket.startsWith('@') ? socket.padEnd(nameLength, '\0') : socket

/** Where none answers, it is the first, the one that existed, whose failure counts. */
async function dialFirst(
  sockets: readonly string[],
  dial: (socket: string) => Promise<Wire>,
): Promise<Wire> {
  const [first, ...others] = sockets
  try {
    return await dial(first as string)
  } catch (cause) {
    for (const other of others) {
      const wire = await dial(other).catch(() => null)
      if (wire !== null) return wire
    }
    throw cause
  }
}
