import { constants, createPublicKey, publicEncrypt } from 'node:crypto'
import type { Duplex } from 'node:stream'
import { Failure } from '../../../lib/failure.ts'
import type { DisplayWire } from '../../drivers/driver.ts'
import type { RelayEnds } from '../relay.ts'
import { take } from '../take.ts'

/** spice-protocol, spice/protocol.h: SpiceLinkHeader, SpiceLinkMess and SpiceLinkReply, all little-endian. */
const magic = Buffer.from('REDQ')
const headerLength = 16
/** Both bodies are some fifty bytes and a few words of abilities. */
const longestBody = 4_096
const keyAt = 4
const keyLength = 162

/** Bits of the common abilities (SpiceCommonCap…). */
export const abilities = { authSelection: 1 << 0, authSpice: 1 << 1, miniHeader: 1 << 3 } as const

export interface Greeting {
  whole: Buffer
  body: Buffer
  /** Its common abilities. */
  abilities: number
}

/** What a client says first, SpiceLinkMess. */
export async function readMess(from: Duplex, signal: AbortSignal): Promise<Greeting> {
  const read = await message(from, signal, 'request.invalid')
  return { ...read, abilities: commonOf(read.body, 6) }
}

/** A display that has answered a client's first words. */
export interface Answered extends Greeting {
  display: DisplayWire
  /** SPICE_LINK_ERR_OK is 0. */
  error: number
  key: Buffer
}

/** SPICE_LINK_ERR_NEED_SECURED and SPICE_LINK_ERR_NEED_UNSECURED, and whether the port for TLS is the one that it wants. */
const otherPort: Readonly<Record<number, boolean>> = { 5: true, 6: false }

/**
 * Says a client's first words to a display and takes the answer, on its other port when it wants the channel there.
 * Throws host.unsupported for one that lets in nobody by a password.
 */
export async function greet(
  { display, redial, signal }: Pick<RelayEnds, 'display' | 'redial' | 'signal'>,
  mess: Buffer,
): Promise<Answered> {
  const answered = await answerOf(display, mess, signal)
  const tls = otherPort[answered.error]
  if (tls === undefined) return answered
  display.wire.close()
  return answerOf(await redial(tls), mess, signal)
}

async function answerOf(
  display: DisplayWire,
  mess: Buffer,
  signal: AbortSignal,
): Promise<Answered> {
  const { stream } = display.wire
  stream.write(mess)
  const { whole, body } = await message(stream, signal, 'host.broke-protocol')
  if (body.length < keyAt + keyLength + 12) {
    throw new Failure('host.broke-protocol', 'What answers there is no SPICE display.')
  }
  const common = commonOf(body, keyAt + keyLength)
  const error = body.readUInt32LE(0)
  const bySaslOnly =
    (common & abilities.authSelection) !== 0 && (common & abilities.authSpice) === 0
  if (error === 0 && bySaslOnly) {
    throw new Failure('host.unsupported', 'Its SPICE lets in by SASL only, which no page speaks.')
  }
  return {
    display,
    whole,
    body,
    abilities: common,
    error,
    key: body.subarray(keyAt, keyAt + keyLength),
  }
}

/** SpiceLinkErr (spice/error_codes.h). */
const linkErrors: Record<number, string> = {
  1: 'Its SPICE server failed.',
  4: 'Its SPICE is of another version.',
  5: 'It takes SPICE over TLS only.',
  6: 'It takes SPICE without TLS only.',
  7: 'It did not accept the password.',
  8: 'It does not know this connection any more.',
  9: 'It has no such channel.',
  10: 'It has no such channel.',
}
export const permissionDenied = 7
export const wordsOf = (error: number): string => linkErrors[error] ?? `SPICE error ${error}.`

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

/** A ticket as SPICE wants it: with its final NUL, sealed for the display's key of this link. */
export function sealedTicket(password: string, key: Buffer): Buffer {
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
