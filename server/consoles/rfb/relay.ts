import type { Milliseconds } from '../../../lib/units.ts'
import { joined } from '../joined.ts'
import type { Relay } from '../relay.ts'
import { greet } from './greeting.ts'
import { Typed } from './typed.ts'

/** Includes the time in which a person types a password. */
const patience: Milliseconds = 120_000

/** Joins a browser to a VNC display (RFC 6143). */
export const relayRfb: Relay = async (ends) => {
  await greet({ ...ends, signal: AbortSignal.any([ends.signal, AbortSignal.timeout(patience)]) })
  await joined(ends, new Typed(ends.mayType))
}
