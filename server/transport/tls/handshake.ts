import { isIP } from 'node:net'
import type { Duplex } from 'node:stream'
import { connect, createSecureContext, type SecureContext, type TLSSocket } from 'node:tls'
import type { Clock } from '../../../lib/clock.ts'
import type { Failure } from '../../../lib/failure.ts'
import { type TlsTrouble, tlsTrouble } from '../../../lib/libvirt/troubles/tls.ts'
import { type TlsOwnTrouble, tlsOwnTrouble } from '../../../lib/libvirt/troubles/tls-own.ts'
import type { Milliseconds } from '../../../lib/units.ts'
import { inTime } from '../in-time.ts'
import type { Identity } from './identity.ts'
import type { TlsPolicy } from './priority.ts'

/** Less than the rung's limit, so that what is said is what was waited for. */
const patience: Milliseconds = 12_000

export interface Moment {
  clock: Clock
  signal: AbortSignal
}

/** OpenSSL's settings for one identity. Throws Failure when it takes none of it. */
export function contextOf(
  policy: TlsPolicy,
  ca: string | null,
  identity: Identity | null,
): SecureContext {
  try {
    // GnuTLS trusts an intermediate authority that stands alone in the file, so we do
    return createSecureContext({
      ...policy,
      ...(ca !== null && { ca }),
      ...identity?.material,
      allowPartialTrustChain: true,
    })
  } catch (cause) {
    const { code = '', message } = cause as NodeJS.ErrnoException
    const trouble = contextTroubles.find(([words]) => words.test(`${code} ${message}`))?.[1]
    const said = `OpenSSL refuses ${identity?.file ?? 'the settings'}: ${message}`
    throw tlsOwnTrouble(trouble ?? 'tls-file-broken', said, { cause })
  }
}

const contextTroubles: readonly [RegExp, TlsOwnTrouble][] = [
  [/too[ _](small|weak)/i, 'tls-own-weak'],
  [/cipher|curve|sigalg|signature algorithm/i, 'tls-priority'],
]

/** Speaks TLS over a socket, whoever answers. Throws Failure, or what `signal` says; the socket is closed then. */
export async function shakeHands(
  socket: Duplex,
  host: string,
  secureContext: SecureContext,
  { clock, signal }: Moment,
): Promise<TLSSocket> {
  const secured = connect({
    socket,
    secureContext,
    // an address must not be sent as a name (RFC 6066)
    ...(isIP(host.split('%')[0] ?? '') === 0 && { servername: host }),
    // the chain, revocation and the name are judged in verify.ts, once the whole chain can be looked at
    rejectUnauthorized: false,
    checkServerIdentity: () => undefined,
  })
  const shaken = new Promise<TLSSocket>((resolve, reject) => {
    secured.once('secureConnect', () => resolve(secured))
    secured.once('error', (cause) => reject(handshakeTrouble(cause)))
    secured.once('close', () => reject(tlsTrouble('tls-closed', 'It closed the connection.')))
  })
  // it stays: who reads the socket learns of errors by its close
  secured.on('error', () => {})
  try {
    const late = () => tlsTrouble('tls-silent', `Nothing came for ${patience / 1000} seconds.`)
    return await inTime(shaken, { clock, signal, patience, late })
  } catch (cause) {
    secured.destroy()
    socket.destroy()
    throw cause
  }
}

/** Alerts and reasons of OpenSSL, by the code that Node makes of them; the first that fits speaks. */
const handshakeTroubles: readonly [RegExp, TlsTrouble][] = [
  [/ALERT_(BAD_|UNSUPPORTED_|UNKNOWN_)?CERTIFICATE|ALERT_UNKNOWN_CA|ACCESS_DENIED/, 'tls-refused'],
  [
    /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|UNEXPECTED_MESSAGE|BAD_RECORD_TYPE|RECORD_LAYER_FAILURE/,
    'tls-not-tls',
  ],
  [
    /PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|HANDSHAKE_FAILURE|NO_PROTOCOLS|INSUFFICIENT_SECURITY|NO_CIPHERS|NO_SHARED|WRONG_CIPHER|DH_KEY_TOO_SMALL|WRONG_CURVE|VERSION_TOO_LOW/,
    'tls-no-common',
  ],
  [/ECONNRESET|EPIPE|UNEXPECTED_EOF/, 'tls-closed'],
]

export function handshakeTrouble(cause: NodeJS.ErrnoException): Failure {
  const code = (cause.code ?? '').toUpperCase()
  const trouble = handshakeTroubles.find(([words]) => words.test(code))?.[1] ?? 'tls-handshake'
  const words = 'reason' in cause ? String(cause.reason) : cause.message
  return tlsTrouble(trouble, `authentication failed: TLS handshake failed: ${words}`, { cause })
}
