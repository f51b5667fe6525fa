import type { TLSSocket } from 'node:tls'
import { Failure } from '../../../lib/failure.ts'
import type { Progress } from '../../../lib/libvirt/rungs.ts'
import { dialTcp, farEnd } from '../tcp.ts'
import type { DialOptions, DialPlan, DialTransport, Surrounds, Wire } from '../transport.ts'
import { awaitConfirmation } from './confirmation.ts'
import { contextOf, shakeHands } from './handshake.ts'
import type { Identity } from './identity.ts'
import { type OwnSide, readOwnSide } from './own-side.ts'
import { separateRecords } from './records.ts'
import { whyUntrusted } from './verify.ts'

/**
 * libvirt's TLS transport: both sides show certificates of an authority of one's own, then the daemon says one octet.
 * Our own files are looked at first, so that nobody is dialled in vain.
 */
export const dialTls =
  (surrounds: Surrounds): DialTransport =>
  async (plan, options) => {
    const own = await toSecure(options.progress, () => readOwnSide(plan, options, surrounds))
    // one after the other: OpenSSL cannot choose by the authorities that the host names, as GnuTLS does
    for (const [at, identity] of own.identities.entries()) {
      try {
        return await dialAs(identity, own, plan, options, surrounds)
      } catch (cause) {
        const refused = cause instanceof Failure && cause.trouble === 'tls-refused'
        if (!refused || at === own.identities.length - 1) throw cause
      }
    }
    return dialAs(null, own, plan, options, surrounds)
  }

/** What fails over our own files is a failure of securing, although nobody has been dialled. */
async function toSecure<T>(progress: Progress, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    progress('securing')
    throw cause
  }
}

async function dialAs(
  identity: Identity | null,
  own: OwnSide,
  plan: DialPlan,
  { signal, progress }: DialOptions,
  surrounds: Surrounds,
): Promise<Wire> {
  const { clock } = surrounds
  const host = plan.host ?? 'localhost'
  const context = await toSecure(progress, () => contextOf(own.policy, own.ca, identity))
  const socket = await dialTcp(host, plan.port, { signal, progress, surrounds })
  progress('securing', farEnd(socket))
  const secured = await shakeHands(socket, host, context, { clock, signal })
  const close = () => {
    secured.destroy()
    socket.destroy()
  }
  try {
    progress('identifying', `${secured.getProtocol()}, ${secured.getCipher().name}`)
    const expected = { host, revoked: own.revoked, now: clock.now() }
    const why = plan.options.no_verify ? null : whyUntrusted(secured, expected)
    if (why !== null) throw why
    await awaitConfirmation(secured, identity !== null, { clock, signal })
    progress('greeting', whoAnswers(secured, plan))
    separateRecords(secured)
    return { stream: secured, close }
  } catch (cause) {
    close()
    throw cause
  }
}

/** Names are the host's own text, as long as it likes. */
const longestName = 200

const whoAnswers = (socket: TLSSocket, { options }: DialPlan): string => {
  const names = socket.getPeerX509Certificate()?.subject.replaceAll('\n', ', ') ?? 'nobody'
  const subject = names.slice(0, longestName)
  return options.no_verify ? `${subject}, unchecked` : subject
}
