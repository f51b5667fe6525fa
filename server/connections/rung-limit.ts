import type { Clock } from '../../lib/clock.ts'
import { Failure } from '../../lib/failure.ts'
import type { Rung } from '../../lib/libvirt/rungs.ts'
import type { Milliseconds } from '../../lib/units.ts'

/** Generous: a slow host opens, a black hole ends. */
const limits: Record<Rung, Milliseconds> = {
  resolving: 10_000,
  dialling: 15_000,
  securing: 15_000,
  identifying: 15_000,
  'logging-in': 30_000,
  tunnelling: 15_000,
  greeting: 15_000,
  authenticating: 60_000,
  opening: 30_000,
  listing: 60_000,
}

/** Ends an attempt that stands too long on one rung. Whoever makes one calls `end`. */
export class RungLimit {
  readonly #clock: Clock
  readonly #parent: AbortSignal
  readonly #attempt = new AbortController()
  #rung = new AbortController()
  /** Why it ended when the limit ended it, else null. */
  failure: Failure | null = null

  constructor(clock: Clock, parent: AbortSignal) {
    this.#clock = clock
    this.#parent = parent
    if (parent.aborted) this.#abort()
    // Not AbortSignal.any: a parent that outlives thousands of attempts must not remember them.
    parent.addEventListener('abort', this.#abort)
    this.start('dialling')
  }

  /** Aborts when the attempt is to end, by the limit or by the parent. */
  get signal(): AbortSignal {
    return this.#attempt.signal
  }

  start(rung: Rung): void {
    this.stop()
    const mine = new AbortController()
    this.#rung = mine
    void this.#clock.sleep(limits[rung], mine.signal).then(() => {
      if (mine.signal.aborted) return
      const span = `${limits[rung] / 1000} seconds`
      this.failure = new Failure('host.silent', `Nothing came for ${span} while ${rung}.`)
      this.#abort()
    })
  }

  /** No rung is being climbed: from here on only the parent ends it. */
  stop(): void {
    this.#rung.abort()
  }

  end(): void {
    this.stop()
    this.#parent.removeEventListener('abort', this.#abort)
  }

  readonly #abort = () => this.#attempt.abort()
}
