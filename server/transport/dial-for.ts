import { type Clock, systemClock } from '../../lib/clock.ts'
import { Failure } from '../../lib/failure.ts'
import { whyOutOfReach } from '../../lib/libvirt/within-reach.ts'
import { dialStarting, type StartDaemon, startDaemon } from './session-daemon.ts'
import type { DialPlan, Wire } from './transport.ts'
import { dialUnix } from './unix.ts'

export interface DialTools {
  clock: Clock
  start: StartDaemon
}

/**
 * Opens the wire a plan asks for. Throws Failure: `uri.refused` for a transport that cannot be dialled here,
 * else what dialling it came to; or what `signal` says when it aborts.
 */
export async function dialFor(
  plan: DialPlan,
  signal: AbortSignal,
  { clock, start }: DialTools = { clock: systemClock, start: startDaemon },
): Promise<Wire> {
  const why = whyOutOfReach({ driver: 'remote', transport: plan.transport })
  if (why !== null) throw new Failure('uri.refused', why)
  const { socket, options } = plan
  if (socket === null) {
    throw new Failure('uri.refused', 'There is no socket to dial in this URI.')
  }
  const dial = () => dialUnix(socket, signal)
  return options.autostart === undefined
    ? dial()
    : dialStarting(options.autostart, dial, { clock, start, signal })
}
