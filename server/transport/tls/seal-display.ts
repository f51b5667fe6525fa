import type { Duplex } from 'node:stream'
import type { SecureContext } from 'node:tls'
import { Failure } from '../../../lib/failure.ts'
import type { DialOptions, DialPlan, Surrounds } from '../transport.ts'
import type { Credentials } from './credentials.ts'
import { contextOf, shakeHands } from './handshake.ts'
import { type OwnSide, readOwnSide } from './own-side.ts'
import { noneRevoked } from './revocations.ts'
import { whyUntrusted } from './verify.ts'

/** `certified`: the display shows a certificate; `anonymous`: it has none, and whoever answers is believed. */
export type Seal = 'certified' | 'anonymous'

export interface SealOptions extends Pick<DialOptions, 'signal' | 'asker'> {
  plan: Pick<DialPlan, 'options' | 'host'>
  /** The host that its certificate must name; null: the way there leads to that host only, and any name will do. */
  meant: string | null
}

/**
 * Speaks TLS with a display over a stream that is open. A certificate is judged by the authority that the connection
 * uses for its own TLS, and by the name of the host where the way could lead to another. Throws Failure in words about
 * the display; the stream is closed then.
 */
export async function sealDisplay(
  stream: Duplex,
  seal: Seal,
  options: SealOptions,
  surrounds: Surrounds,
): Promise<Duplex> {
  try {
    return await (seal === 'anonymous'
      ? sealAnonymously(stream, options, surrounds)
      : sealCertified(stream, options, surrounds))
  } catch (cause) {
    stream.destroy()
    throw cause instanceof Failure ? ofDisplay(cause) : cause
  }
}

async function sealAnonymously(
  stream: Duplex,
  { plan, signal }: SealOptions,
  { clock }: Surrounds,
): Promise<Duplex> {
  return shakeHands(stream, nameOf(plan), anonymous(), { clock, signal })
}

/** TLS 1.3 has no anonymous key exchange, and OpenSSL counts the older ones as no security at all. */
const anonymous = (): SecureContext =>
  contextOf(
    { ciphers: 'aNULL:@SECLEVEL=0', minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' },
    null,
    null,
  )

async function sealCertified(
  stream: Duplex,
  { plan, meant, signal, asker }: SealOptions,
  surrounds: Surrounds,
): Promise<Duplex> {
  const { clock } = surrounds
  const own = await readOwnSide(plan, { signal, asker }, surrounds).catch((cause: unknown) => {
    // an SSH login or a socket of this machine has proved the host already; a laptop that connects so has no authority
    if (meant === null && isMissing(cause)) return null
    throw cause
  })
  const { policy, ca, identities, revoked }: Needed = own ?? unproven
  // a display is dialled once: with several identities the first is shown
  const context = contextOf(policy, ca, identities[0] ?? null)
  const secured = await shakeHands(stream, meant ?? nameOf(plan), context, { clock, signal })
  const judged = own !== null && !plan.options.no_verify
  const why = judged ? whyUntrusted(secured, { host: meant, revoked, now: clock.now() }) : null
  if (why === null) return secured
  secured.destroy()
  throw why
}

type Needed = Pick<OwnSide, 'policy'> &
  Pick<Credentials, 'identities' | 'revoked'> & { ca: string | null }
const unproven: Needed = { policy: {}, ca: null, identities: [], revoked: noneRevoked }

const isMissing = (cause: unknown): boolean =>
  cause instanceof Failure && cause.trouble === 'tls-ca-missing'

const nameOf = ({ host }: SealOptions['plan']): string => host ?? 'localhost'

/** The troubles of TLS are told of a daemon; their codes would speak of libvirt, or of the URI. */
function ofDisplay(failure: Failure): Failure {
  const words = `TLS with its display failed. ${failure.message}`
  if (failure.code === 'host.not-libvirt') {
    return new Failure('host.broke-protocol', words, { cause: failure })
  }
  return failure.code === 'uri.refused'
    ? new Failure('host.untrusted', words, { cause: failure })
    : new Failure(failure.code, words, { cause: failure })
}
