import { randomBytes } from 'node:crypto'
import type { Duplex } from 'node:stream'
import { asFailure, Failure } from '../../../lib/failure.ts'
import { type MechanismName, mechanismRow } from '../../drivers/remote/sasl/choose.ts'
import { talk } from '../../drivers/remote/sasl/talk.ts'
import type { Login } from '../relay.ts'
import { take } from '../take.ts'
import type { Line } from './line.ts'
import { readResult } from './offer.ts'

/** QEMU's own limits (ui/vnc-auth-sasl.c) are 100 for a name and a mebibyte for data; ours need a few hundred. */
const longest = 16_384
/** Strongest first. PLAIN shows the password to whoever answers. */
const spoken: readonly MechanismName[] = ['SCRAM-SHA-512', 'SCRAM-SHA-256', 'SCRAM-SHA-1', 'PLAIN']

/** The first words of SASL inside of RFB (type 20, as QEMU and gtk-vnc speak it). Throws Failure when we share none. */
export async function agreeOnMechanism(line: Line, signal: AbortSignal): Promise<MechanismName> {
  const offer = await readText(line.stream, signal).catch((cause: unknown) => {
    const isLost = cause instanceof Failure && cause.code === 'host.lost'
    throw isLost ? new Failure('host.refused', hungUp, { cause }) : cause
  })
  return choose(String(offer), line)
}

/** QEMU (7.2) hands Cyrus SASL the address of whoever comes, which a socket has not. */
const hungUp =
  'Its display hung up instead of SASL, which QEMU speaks on a port and not on a socket.'

/** The talk itself, and the display's word about it: null when we are in, else why not. */
export async function proveBySasl(
  { stream, minor }: Line,
  mechanism: MechanismName,
  given: Login,
  signal: AbortSignal,
): Promise<string | null> {
  try {
    const nonce = randomBytes(24).toString('base64')
    const said = (head: Buffer) => async (turn: Turn) => {
      stream.write(Buffer.concat([head, carried(turn)]))
      return heard(stream, signal)
    }
    const name = Buffer.from(mechanism)
    const calls = {
      authSaslStart: said(Buffer.concat([u32(name.length), name])),
      authSaslStep: said(Buffer.alloc(0)),
    }
    await talk(calls, mechanism, mechanismRow(mechanism).begin(given, nonce), signal)
    return await readResult(stream, minor, signal)
  } catch (cause) {
    const { code, message } = asFailure(cause)
    // QEMU hangs up over a wrong password without a word
    if (code === 'host.lost') return ''
    if (code !== 'host.refused-login') throw cause
    return given.password === '' ? message : message.replaceAll(given.password, '•••')
  }
}

function choose(offer: string, { isSealed, isCertain }: Line): MechanismName {
  const offered = offer.split(/[,\s]+/, 64).filter((one) => one !== '')
  const usable = spoken.filter((one) => isSealed && (isCertain || one !== 'PLAIN'))
  const found = usable.find((one) => offered.includes(one))
  if (found !== undefined) return found
  const words = offered.join(', ').replace(/\p{C}/gu, ' ').slice(0, 200) || 'nothing'
  throw new Failure(
    'host.nothing-in-common',
    isSealed && offered.length > 0
      ? `Its display offers SASL by ${words}; Oirase speaks SCRAM, and PLAIN where the display is proven.`
      : `Its display offers SASL by ${words} without TLS: let it ask for TLS with certificates (vnc_tls).`,
  )
}

interface Turn {
  nil: boolean
  data: Uint8Array
}

/** Nothing at all is a length of 0; anything else ends with a NUL that counts. */
const carried = ({ nil, data }: Turn): Buffer =>
  nil ? u32(0) : Buffer.concat([u32(data.length + 1), data, Buffer.of(0)])

async function heard(stream: Duplex, signal: AbortSignal) {
  const text = await readText(stream, signal)
  const [complete] = await take(stream, 1, signal)
  return { complete: complete !== 0, nil: text.length === 0, data: text.subarray(0, -1) }
}

async function readText(stream: Duplex, signal: AbortSignal): Promise<Buffer> {
  const length = (await take(stream, 4, signal)).readUInt32BE()
  if (length > longest) {
    throw new Failure('host.broke-protocol', `Its display says ${length} bytes by SASL.`)
  }
  return take(stream, length, signal)
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
