import type { Clock } from '../../../lib/clock.ts'
import { Failure, type FailureCode } from '../../../lib/failure.ts'
import { xendTrouble } from '../../../lib/libvirt/troubles/xend.ts'
import type { Bytes, Milliseconds } from '../../../lib/units.ts'
import { inTime } from '../../transport/in-time.ts'
import type { Wire } from '../../transport/transport.ts'
import { AnswerReader, type XendAnswer } from './http-answer.ts'

/** How long xend may be silent, and how long it may take in all. */
const paces = {
  /** Reads, and what only tells a domain something. */
  quick: { idle: 15_000, total: 60_000 },
  /** What waits for hotplug scripts, which xend itself gives up after 100 s (DEVICE_CREATE_TIMEOUT). */
  hotplug: { idle: 150_000, total: 180_000 },
  /** What moves a guest's memory: answered at the end only, as late as that is. Weeks, all that a timer can wait. */
  memory: { idle: 2 ** 31 - 1, total: 2 ** 31 - 1 },
} as const satisfies Record<string, { idle: Milliseconds; total: Milliseconds }>

export type Pace = keyof typeof paces

export interface Exchange {
  request: Uint8Array
  /** Whether it may have changed something once it was sent. */
  mayChange: boolean
  pace: Pace
  bodyMax: Bytes
  clock: Clock
  signal: AbortSignal
}

/**
 * What comes back on `wire` for one request; then closes it, whether or not xend does. Throws Failure host.silent or
 * host.lost, or host.not-xend, for each of which it is outcome.unknown once something may have changed; or what
 * `signal` says.
 */
export async function exchange(wire: Wire, options: Exchange): Promise<XendAnswer> {
  if (options.signal.aborted) {
    wire.close()
    throw options.signal.reason
  }
  try {
    // the iterator tells of errors while it is asked, and nobody asks it any more after the answer
    wire.stream.on('error', () => {})
    wire.stream.write(options.request)
    return await answerOn(wire, options)
  } catch (cause) {
    throw options.mayChange ? unknownOutcome(cause) : cause
  } finally {
    wire.close()
  }
}

async function answerOn({ stream }: Wire, options: Exchange): Promise<XendAnswer> {
  const { clock, signal, pace, bodyMax } = options
  const { idle, total } = paces[pace]
  const reader = new AnswerReader(bodyMax)
  const pieces: AsyncIterator<Uint8Array> = stream[Symbol.asyncIterator]()
  const end = clock.now() + total
  for (;;) {
    const patience = Math.min(idle, end - clock.now())
    const late = () => silent(reader, pace)
    const piece = await inTime(nextOf(pieces), { clock, signal, patience, late })
    if (piece.done) return reader.end() ?? cutOff(reader)
    const answer = reader.feed(piece.value)
    if (answer !== null) return answer
  }
}

const nextOf = (pieces: AsyncIterator<Uint8Array>): Promise<IteratorResult<Uint8Array>> =>
  pieces.next().catch((cause: unknown) => {
    throw xendTrouble('xend-lost', 'xend broke the connection off.', { cause })
  })

function cutOff({ begun }: AnswerReader): never {
  const detail = begun
    ? 'xend’s answer broke off.'
    : 'xend closed the connection without an answer.'
  throw xendTrouble('xend-lost', detail)
}

const silent = ({ begun }: AnswerReader, pace: Pace): Failure => {
  const did = begun ? 'xend’s answer did not end in time' : 'xend did not answer in time'
  return xendTrouble(
    'xend-silent',
    `${did} (${paces[pace].idle / 1000} s of silence, ${paces[pace].total / 1000} s in all).`,
  )
}

const unsaid: readonly FailureCode[] = ['host.lost', 'host.silent', 'host.not-xend']

/** Of a change that was sent, only a refusal in xend's own manner says that it did not happen. */
export const unknownOutcome = (cause: unknown): unknown =>
  cause instanceof Failure && unsaid.includes(cause.code)
    ? new Failure('outcome.unknown', cause.detail, { cause })
    : cause
