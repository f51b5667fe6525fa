import type { Clock } from '../../../lib/clock.ts'
import { Failure } from '../../../lib/failure.ts'
import type { Bytes } from '../../../lib/units.ts'
import type { Wire } from '../../transport/transport.ts'
import type { XendAnswer } from './http-answer.ts'
import { exchange, type Pace } from './http-exchange.ts'
import { requestBytes, type XendRequest } from './http-request.ts'
import { Turns } from './turns.ts'

export interface XendHttpOptions {
  /** A new connection to xend for each request. */
  dial: (signal: AbortSignal) => Promise<Wire>
  clock: Clock
}

export interface AskOptions {
  signal?: AbortSignal | undefined
  /** How long the answer may take: quick without it. */
  pace?: Pace
  /** How large its body may be: 1 MiB without it. */
  bodyMax?: Bytes
}

const usualBody: Bytes = 1024 * 1024
/** Threads of their own answer what moves memory (threadRequest of SrvDomain.py): these do not hold up the others. */
const memoryAtOnce = 2

/** Asks xend, each time on a connection of its own. Knows HTTP and nothing of what is asked. */
export class XendHttp {
  readonly #dial: XendHttpOptions['dial']
  readonly #clock: Clock
  readonly #turns = new Turns(1)
  readonly #memoryTurns = new Turns(memoryAtOnce)
  readonly #underWay = new Set<AbortController>()
  #closed: Failure | null = null

  constructor({ dial, clock }: XendHttpOptions) {
    this.#dial = dial
    this.#clock = clock
  }

  /** How many requests may be under way at once: one until told otherwise, for xend <= 3.0.3 serves one at a time. */
  allow(atOnce: number): void {
    this.#turns.allow(atOnce)
  }

  /**
   * What xend answers, whatever its status. A read that breaks off is asked once more. Throws Failure: host.silent,
   * host.lost or host.not-xend (no answer of HTTP), outcome.unknown for these when something may have changed;
   * request.too-large, server.busy, what dialling throws; or what `signal` says when it aborts.
   */
  async ask(request: XendRequest, options: AskOptions = {}): Promise<XendAnswer> {
    const { pace = 'quick', bodyMax = usualBody } = options
    const mayChange = request.form !== null
    const bytes = requestBytes(request)
    const turns = pace === 'memory' ? this.#memoryTurns : this.#turns
    return this.#untilClosed(options.signal, (signal) => {
      const once = async () =>
        exchange(await this.#dial(signal), {
          ...{ request: bytes, mayChange, pace, bodyMax, signal },
          clock: this.#clock,
        })
      return turns.take(() => (mayChange ? once() : twiceIfLost(once, signal)), signal)
    })
  }

  /** What is under way fails with host.lost or outcome.unknown, and so does all that is asked later. Idempotent. */
  close(): void {
    this.#closed = new Failure('host.lost')
    for (const ending of this.#underWay) ending.abort(this.#closed)
  }

  /** Not AbortSignal.any: what outlives thousands of requests must not remember them. */
  async #untilClosed<T>(
    signal: AbortSignal | undefined,
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    if (this.#closed !== null) throw this.#closed
    signal?.throwIfAborted()
    const ending = new AbortController()
    const leave = () => ending.abort(signal?.reason)
    signal?.addEventListener('abort', leave)
    this.#underWay.add(ending)
    try {
      return await work(ending.signal)
    } finally {
      this.#underWay.delete(ending)
      signal?.removeEventListener('abort', leave)
    }
  }
}

async function twiceIfLost<T>(once: () => Promise<T>, signal: AbortSignal): Promise<T> {
  try {
    return await once()
  } catch (cause) {
    const lost = cause instanceof Failure && cause.code === 'host.lost'
    if (!lost || signal.aborted) throw cause
    return once()
  }
}
