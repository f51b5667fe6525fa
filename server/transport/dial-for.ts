import { Failure } from '../../lib/failure.ts'
import type { DialPlan, Wire } from './transport.ts'
import { dialUnix } from './unix.ts'

/**
 * Opens the wire a plan asks for. Throws Failure: `uri.refused` for a transport that cannot be dialled here,
 * else what dialling it came to.
 */
export async function dialFor(plan: DialPlan, signal: AbortSignal): Promise<Wire> {
  if (plan.transport !== 'unix') {
    throw new Failure(
      'uri.refused',
      `Oirase cannot dial by '${plan.transport}' yet: only by 'unix'.`,
    )
  }
  if (plan.socket === null) {
    throw new Failure('uri.refused', 'There is no socket to dial in this URI.')
  }
  return dialUnix(plan.socket, signal)
}
