import type { TLSSocket } from 'node:tls'
import { Failure } from '../../../lib/failure.ts'
import { tlsTrouble } from '../../../lib/libvirt/troubles/tls.ts'
import type { Milliseconds } from '../../../lib/units.ts'
import { inTime } from '../in-time.ts'
import { handshakeTrouble, type Moment } from './handshake.ts'

const patience: Milliseconds = 12_000
/** What a daemon sends when it has looked at our certificate and lets us in (virNetTLSSessionHandshake's caller). */
const welcome = 1

/**
 * Takes the one octet by which a daemon says that it accepts who we are, and leaves what follows it. Anything else, an
 * end above all, is its refusal: since TLS 1.3 our certificate is judged after the handshake.
 */
export async function awaitConfirmation(
  socket: TLSSocket,
  shown: boolean,
  { clock, signal }: Moment,
): Promise<void> {
  const late = () =>
    tlsTrouble(
      'tls-unconfirmed',
      `Unable to read TLS confirmation: nothing came for ${patience / 1000} seconds`,
    )
  const answer = await inTime(firstOctet(socket), { clock, signal, patience, late })
  if (answer === welcome) return
  const trouble = shown ? 'tls-refused' : 'tls-no-certificate'
  if (answer instanceof Failure) {
    throw tlsTrouble(trouble, `Unable to read TLS confirmation: ${answer.message}`, {
      cause: answer,
    })
  }
  throw tlsTrouble(
    trouble,
    answer === null
      ? 'Unable to read TLS confirmation: End of file while reading data'
      : `server verification (of our certificate or IP address) failed (it said ${answer})`,
  )
}

/** null: it ended instead. */
const firstOctet = (socket: TLSSocket): Promise<number | null | Failure> =>
  new Promise((resolve) => {
    const take = () => {
      const octet: Buffer | null = socket.read(1)
      if (octet === null) return
      socket.off('readable', take)
      resolve(octet[0] ?? null)
    }
    socket.on('readable', take)
    socket.once('error', (cause) => resolve(handshakeTrouble(cause)))
    socket.once('end', () => resolve(null))
    socket.once('close', () => resolve(null))
  })
