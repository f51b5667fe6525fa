import { Failure } from '../../../lib/failure.ts'
import type { RelayEnds } from '../relay.ts'
import { take } from '../take.ts'
import { abilities, greet, permissionDenied, sealedTicket, wordsOf } from './greeting.ts'

/** SPICE_CHANNEL_INPUTS, of a connection that there is not. */
const channel = 3
const noConnection = 0
/** SPICE_COMMON_CAP_AUTH_SPICE as the choice of how to sign in. */
const byTicket = 1

/**
 * Whether a display takes `password`, found out without disturbing whoever looks at it: a display lets one client in
 * at a time, and a channel of a connection that does not exist is refused only after its ticket was accepted. Throws
 * Failure for anything else that stands in the way.
 */
export async function takesPassword(
  ends: Pick<RelayEnds, 'display' | 'redial' | 'signal'>,
  password: string,
): Promise<boolean> {
  const { display, error, key, abilities: theirs } = await greet(ends, mess)
  const { wire } = display
  try {
    if (error !== 0) throw new Failure('host.refused', wordsOf(error))
    if ((theirs & abilities.authSelection) !== 0) wire.stream.write(u32(byTicket))
    wire.stream.write(sealedTicket(password, key))
    const result = (await take(wire.stream, 4, ends.signal)).readUInt32LE()
    return result !== permissionDenied
  } finally {
    wire.close()
  }
}

const u32 = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 4)
  values.forEach((value, at) => {
    bytes.writeUInt32LE(value, at * 4)
  })
  return bytes
}

/** SpiceLinkHeader of version 2.2 and SpiceLinkMess with one word of common abilities behind it. */
const bodyLength = 18
const mess = Buffer.concat([
  Buffer.from('REDQ'),
  u32(2, 2, bodyLength + 4, noConnection),
  Buffer.of(channel, 0),
  u32(1, 0, bodyLength, abilities.authSelection | abilities.miniHeader),
])
