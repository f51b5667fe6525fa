import type { Milliseconds } from '../../../lib/units.ts'
import { joined } from '../joined.ts'
import type { Relay } from '../relay.ts'
import { link } from './link.ts'
import { SpiceTyped } from './typed.ts'

/** Nobody is asked anything on the way. */
const patience: Milliseconds = 15_000

/** Joins one channel of a browser's client to a SPICE display (spice-protocol). */
export const relaySpice: Relay = async (ends) => {
  const signal = AbortSignal.any([ends.signal, AbortSignal.timeout(patience)])
  await joined(ends, new SpiceTyped(await link({ ...ends, signal }), ends.mayType))
}
