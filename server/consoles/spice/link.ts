import { constants, createPublicKey, publicEncrypt } from 'node:crypto'
import type { Duplex } from 'node:stream'
import { Failure } from '../../../lib/failure.ts'
import type { RelayEnds } from '../relay.ts'
import { take } from '../take.ts'

/** spice-protocol, spice/protocol.h: SpiceLinkHeader, SpiceLinkMess and SpiceLinkReply, all little-endian. */
const magic = Buffer.from('REDQ')
const headerLength = 16
/** Both bodies are some fifty bytes and a few words of abilities. */
const longestBody = 4_096
const keyAt = 4
const keyLength = 162
const ticketLength = 128

/** Bits of the common abilities (SpiceCommonCap…). */
const authSelection = 1 << 0
const miniHeader = 1 << 3

export interface SpiceLink {
  /** SPICE_CHANNEL_MAIN 1, DISPLAY 2, INPUTS 3, CURSOR 4 … */
  channel: number
  /** Whether messages have the short head of 6 bytes, or the old one of 18. */
  mini: boolean
}

/**
 * Lets one channel of a browser's client in: what both ends say of themselves passes, and our ticket goes to the display
 * in the place of the client's, which has none to give. Throws Failure when it is not let in.
 */
export async function link(ends: Omit<RelayEnds, 'mayType'>): Promise<SpiceLink> {
  const { display, browser, signal } = ends
  const asked = await message(browser, signal, 'request.invalid')
  display.write(asked.whole)
  const reply = await message(display, signal, 'host.broke-protocol')
  if (reply.body.length < keyAt + keyLength + 12) {
    throw new Failure('host.broke-protocol', 'What answers there is no SPICE display.')
  }
  browser.write(reply.whole)
  const error = reply.body.readUInt32LE(0)
  if (error !== 0) throw new Failure('host.refused', linkErrors[error] ?? `SPICE error ${error}.`)
  const [ours, theirs] = [commonOf(asked.body, 6), commonOf(reply.body, keyAt + keyLength)]
  const both = ours & theirs
  if ((both & authSelection) !== 0) display.write(await take(browser, 4, signal))
  await sendTicket(ends, reply.body.subarray(keyAt, keyAt + keyLength))
  return { channel: asked.body.readUInt8(4), mini: (both & miniHeader) !== 0 }
}

/** SpiceLinkErr (spice/error_codes.h). */
const linkErrors: Record<number, string> = {
  4: 'Its SPICE is of another version.',
  5: 'It takes SPICE over TLS only.',
  6: 'It takes SPICE without TLS only.',
  7: 'It did not accept the password.',
  9: 'It has no such channel.',
  10: 'It has no such channel.',
}

async function message(
  from: Duplex,
  signal: AbortSignal,
  wrong: 'request.invalid' | 'host.broke-protocol',
): Promise<{ whole: Buffer; body: Buffer }> {
  const head = await take(from, headerLength, signal)
  const length = head.readUInt32LE(12)
  if (!head.subarray(0, 4).equals(magic) || length < 18 || length > longestBody) {
    throw new Failure(wrong, 'That is no greeting of SPICE.')
  }
  const body = await take(from, length, signal)
  return { whole: Buffer.concat([head, body]), body }
}

/** The first word of common abilities: how many words there are stands at `at`, and where they begin eight bytes on. */
function commonOf(body: Buffer, at: number): number {
  const [count, offset] = [body.readUInt32LE(at), body.readUInt32LE(at + 8)]
  return count === 0 || offset + 4 > body.length ? 0 : body.readUInt32LE(offset)
}

async function sendTicket(
  { display, browser, password, signal }: Omit<RelayEnds, 'mayType'>,
  key: Buffer,
): Promise<void> {
  const theirs = await take(browser, ticketLength, signal)
  display.write(password === null ? theirs : sealed(password, key))
  const result = await take(display, 4, signal)
  browser.write(result)
  const error = result.readUInt32LE()
  if (error !== 0) {
    throw new Failure('host.refused-login', linkErrors[error] ?? `SPICE error ${error}.`)
  }
}

/** A ticket as SPICE wants it: with its final NUL, sealed for the display's key of this link. */
function sealed(password: string, key: Buffer): Buffer {
  try {
    const publicKey = createPublicKey({ key, format: 'der', type: 'spki' })
    const padding = constants.RSA_PKCS1_OAEP_PADDING
    const ticket = Buffer.from(`${password}\0`)
    return publicEncrypt({ key: publicKey, padding, oaepHash: 'sha1' }, ticket)
  } catch (cause) {
    throw new Failure('host.broke-protocol', 'Its SPICE has no key to seal a password for.', {
      cause,
    })
  }
}
