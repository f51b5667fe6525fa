import type { DisplayReach } from '../../lib/libvirt/reach-display.ts'
import { targetOf } from './ssh/dial-ssh.ts'
import type { SshPool } from './ssh/ssh-pool.ts'
import { dialTcp } from './tcp.ts'
import type { DialOptions, DialPlan, Surrounds, Wire } from './transport.ts'
import { dialUnix } from './unix.ts'

export type Reached = Exclude<DisplayReach, { whyNot: string }>

/**
 * Dials a place beside a daemon, such as a display: from this machine, or from the far end of the SSH login that the
 * plan names, over the connection that is open there. Rejects as a DialTransport does.
 */
export type DialFar = (plan: DialPlan, place: Reached, options: DialOptions) => Promise<Wire>

export const farDialFor =
  (surrounds: Surrounds, pool: Pick<SshPool, 'use'>): DialFar =>
  (plan, place, options) =>
    place.from === 'here'
      ? dialHere(place, options, surrounds)
      : dialThere(plan, place, options, pool)

async function dialHere(
  place: Reached,
  { signal, progress }: DialOptions,
  surrounds: Surrounds,
): Promise<Wire> {
  if ('path' in place) return dialUnix(place.path, signal)
  const stream = await dialTcp(place.host, place.port, { signal, progress, surrounds })
  return { stream, close: () => void stream.destroy() }
}

async function dialThere(
  plan: DialPlan,
  place: Reached,
  options: DialOptions,
  pool: Pick<SshPool, 'use'>,
): Promise<Wire> {
  const { ssh, release } = await pool.use(targetOf(plan), options)
  try {
    const stream = await ('path' in place
      ? ssh.toSocket(place.path, options.signal)
      : ssh.toPort(place.host, place.port, options.signal))
    stream.once('close', release)
    return { stream, close: () => void stream.destroy() }
  } catch (cause) {
    release()
    throw cause
  }
}
