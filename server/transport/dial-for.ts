import { Failure } from '../../lib/failure.ts'
import type { Transport } from '../../lib/libvirt/transports.ts'
import { dialStarting, type StartDaemon, startDaemon } from './session-daemon.ts'
import { dialPlainTcp } from './tcp.ts'
import type { DialTransport, Surrounds } from './transport.ts'
import { dialUnix } from './unix.ts'

/**
 * Opens the wire a plan asks for, by whichever transport. What it returns throws Failure: `uri.refused` for what
 * cannot be dialled, else what dialling came to.
 */
export function dialFor(surrounds: Surrounds, start: StartDaemon = startDaemon): DialTransport {
  const ways: Record<Transport, DialTransport> = {
    unix: dialLocal(surrounds, start),
    tcp: dialPlainTcp(surrounds),
    tls: unable,
    ssh: unable,
    libssh: unable,
    libssh2: unable,
    ext: unable,
  }
  return async (plan, options) => {
    const { transport } = plan
    const dial = transport === null || transport === 'http' ? unable : ways[transport]
    return dial(plan, options)
  }
}

const unable: DialTransport = async ({ transport }) => {
  throw new Failure('uri.refused', `Nothing is dialled by “${transport}” here.`)
}

const dialLocal =
  ({ clock }: Surrounds, start: StartDaemon): DialTransport =>
  ({ socket, options }, { signal, progress }) => {
    if (socket === null) {
      throw new Failure('uri.refused', 'There is no socket to dial in this URI.')
    }
    progress('dialling')
    const dial = () => dialUnix(socket, signal)
    return options.autostart === undefined
      ? dial()
      : dialStarting(options.autostart, dial, { clock, start, signal })
  }
