import type { Clock } from '../../lib/clock.ts'
import { Failure } from '../../lib/failure.ts'
import type { Rung } from '../../lib/libvirt/rungs.ts'
import type { Milliseconds } from '../../lib/units.ts'

/** Generous: a slow host opens, a black hole ends. */
export const rungLimits: Readonly<Record<Rung, Milliseconds>> = {
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

export interface RungTimes {
  /** How long an attempt may stand on a rung. */
  limit(rung: Rung): Milliseconds
  /** How long it stood on one that it has left for the next; waiting for a person does not count. */
  took(rung: Rung, span: Milliseconds): void
}

const usual: RungTimes = { limit: (rung) => rungLimits[rung], took: () => {} }

/** The rung being climbed: how long it may still take, and since when that runs. */
interface Standing {
  rung: Rung
  spent: Milliseconds
  since: Milliseconds
}

/** Ends an attempt that stands too long on one rung. Whoever makes one calls `end`. */
export class RungLimit {
  readonly #clock: Clock
  readonly #parent: AbortSignal
  readonly #times: RungTimes
  readonly #attempt = new AbortController()
  #timer = new AbortController()
  #standing: Standing | null = null
  #held: boolean = false
  /** Why it ended when the limit ended it, else null. */
  failure: Failure | null = null

  constructor(clock: Clock, parent: AbortSignal, times: RungTimes = usual) {
    this.#clock = clock
    this.#parent = parent
    this.#times = times
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
    const left = this.#standing
    this.#freeze()
    if (left !== null && left.rung !== rung) this.#times.took(left.rung, left.spent)
    this.#standing = { rung, spent: 0, since: this.#clock.now() }
    if (!this.#held) this.#run(this.#standing)
  }

  /** While a person is waited for, nobody is late: the time of the rung stands still. */
  hold(on: boolean): void {
    if (on === this.#held) return
    if (on) this.#freeze()
    this.#held = on
    if (on || this.#standing === null) return
    this.#standing.since = this.#clock.now()
    this.#run(this.#standing)
  }

  /** No rung is being climbed: from here on only the parent ends it. */
  stop(): void {
    this.#freeze()
    this.#standing = null
  }

  end(): void {
    this.stop()
    this.#parent.removeEventListener('abort', this.#abort)
  }

  #freeze(): void {
    this.#timer.abort()
    if (this.#standing === null || this.#held) return
    this.#standing.spent += this.#clock.now() - this.#standing.since
  }

  #run({ rung, spent }: Standing): void {
    const mine = new AbortController()
    this.#timer = mine
    const limit = this.#times.limit(rung)
    void this.#clock.sleep(Math.max(0, limit - spent), mine.signal).then(() => {
      if (mine.signal.aborted) return
      this.failure = new Failure(
        'host.silent',
        `Nothing came for ${limit / 1000} seconds while ${rung}.`,
      )
      this.#abort()
    })
  }

  readonly #abort = () => this.#attempt.abort()
}
