import type { Duplex } from 'node:stream'
import { Failure } from '../../../lib/failure.ts'
import type { RelayEnds } from '../relay.ts'
import { take } from '../take.ts'
import { abilities, greet, readMess, sealedTicket, wordsOf } from './greeting.ts'

const ticketLength = 128

export interface SpiceLink {
  /** SPICE_CHANNEL_MAIN 1, DISPLAY 2, INPUTS 3, CURSOR 4 … */
  channel: number
  /** Whether messages have the short head of 6 bytes, or the old one of 18. */
  mini: boolean
}

export interface Linked extends SpiceLink {
  /** The display's end of it. */
  stream: Duplex
}

/**
 * Lets one channel of a browser's client in: what both ends say of themselves passes, and our ticket goes to the display
 * in the place of the client's, which has none to give. Throws Failure when it is not let in.
 */
export async function link(ends: Omit<RelayEnds, 'mayType'>): Promise<Linked> {
  const { browser, signal } = ends
  const asked = await readMess(browser, signal)
  const answered = await greet(ends, asked.whole)
  const { display, error, key } = answered
  const { stream } = display.wire
  browser.write(answered.whole)
  if (error !== 0) throw new Failure('host.refused', wordsOf(error))
  const both = asked.abilities & answered.abilities
  if ((both & abilities.authSelection) !== 0) stream.write(await take(browser, 4, signal))
  const theirs = await take(browser, ticketLength, signal)
  stream.write(display.password === null ? theirs : sealedTicket(display.password, key))
  const result = await take(stream, 4, signal)
  browser.write(result)
  const refused = result.readUInt32LE()
  if (refused !== 0) throw new Failure('host.refused-login', wordsOf(refused))
  const mini = (both & abilities.miniHeader) !== 0
  return { channel: asked.body.readUInt8(4), mini, stream }
}
