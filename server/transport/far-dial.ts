import type { Duplex } from 'node:stream'
import { Failure } from '../../lib/failure.ts'
import type { ReachedDisplay } from '../../lib/libvirt/reach-display.ts'
import type { Milliseconds } from '../../lib/units.ts'
import { connectReadingAgain } from './read-again.ts'
import { targetOf } from './ssh/dial-ssh.ts'
import type { SshPool } from './ssh/ssh-pool.ts'
import { dialTcp } from './tcp.ts'
import { type Seal, sealDisplay } from './tls/seal-display.ts'
import type { DialOptions, DialPlan, Surrounds, Wire } from './transport.ts'
import { dialUnix } from './unix.ts'

/** A wire on which TLS may begin later. */
export interface FarWire extends Wire {
  /** Speaks TLS from now on: what it resolves to takes the place of `stream`. Throws Failure; the wire is closed then. */
  secure(seal: Seal, signal: AbortSignal): Promise<Duplex>
}

/**
 * Dials a place beside a daemon, such as a display: from this machine, or from the far end of the SSH login that the
 * plan names, over the connection that is open there. Rejects as a DialTransport does.
 */
export type DialFar = (
  plan: DialPlan,
  place: ReachedDisplay,
  options: DialOptions,
) => Promise<FarWire>

export const farDialFor =
  (surrounds: Surrounds, pool: Pick<SshPool, 'use'>): DialFar =>
  async (plan, place, options) => {
    const bare = await (place.from === 'here'
      ? dialHere(place, options, surrounds)
      : dialThere(plan, place, options, pool))
    // whoever reads it learns of that by its close
    bare.on('error', () => {})
    const { asker } = options
    const { meant } = place
    const secure: FarWire['secure'] = (seal, signal) =>
      sealDisplay(bare, seal, { plan, meant, asker, signal }, surrounds)
    const stream = place.tls ? await secure('certified', options.signal) : bare
    const close = () => {
      stream.destroy()
      bare.destroy()
    }
    return { stream, close, secure }
  }

async function dialHere(
  place: ReachedDisplay,
  { signal, progress }: DialOptions,
  surrounds: Surrounds,
): Promise<Duplex> {
  if ('path' in place) return dialSocket(place.path, signal, surrounds)
  const connect = connectReadingAgain
  return dialTcp(place.host, place.port, { signal, progress, surrounds, connect })
}

const pause: Milliseconds = 50
const mostPauses = 20

/** QEMU lets one client wait at a socket of its VNC: who comes at the same time is sent away, and comes again. */
async function dialSocket(
  path: string,
  signal: AbortSignal,
  { clock }: Pick<Surrounds, 'clock'>,
): Promise<Duplex> {
  for (let pauses = 0; ; pauses += 1) {
    try {
      return (await dialUnix(path, signal, connectReadingAgain)).stream
    } catch (cause) {
      const isBusy = cause instanceof Failure && cause.trouble === 'socket-busy'
      if (!isBusy || pauses === mostPauses) throw cause
      await clock.sleep(pause, signal)
    }
  }
}

async function dialThere(
  plan: DialPlan,
  place: ReachedDisplay,
  options: DialOptions,
  pool: Pick<SshPool, 'use'>,
): Promise<Duplex> {
  const { ssh, release } = await pool.use(targetOf(plan), options)
  try {
    const stream = await ('path' in place
      ? ssh.toSocket(place.path, options.signal)
      : ssh.toPort(place.host, place.port, options.signal))
    stream.once('close', release)
    return stream
  } catch (cause) {
    release()
    throw whyNotThere(cause)
  }
}

/** A login that may forward nothing leads to the daemon all the same, by a command. */
function whyNotThere(cause: unknown): unknown {
  const isForbidden = cause instanceof Failure && cause.trouble === 'ssh-channel-prohibited'
  return isForbidden ? new Failure('host.no-way', forbidden, { cause }) : cause
}

const forbidden =
  'The SSH server of its host forwards nothing for this login (AllowTcpForwarding and AllowStreamLocalForwarding in its sshd_config), so that only the text consoles are in reach.'
