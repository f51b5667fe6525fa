import type { Clock } from '../../lib/clock.ts'
import type { Milliseconds } from '../../lib/units.ts'

/**
 * Makes one flush of what comes in a burst. The first follows at the end of the turn, so that a single
 * change waits for nothing; the next ones keep `apart` from each other for as long as changes pour in.
 */
export class Burst {
  readonly #clock: Clock
  readonly #apart: Milliseconds
  readonly #flush: () => void
  #due: Promise<void> | null = null
  #last = Number.NEGATIVE_INFINITY

  /** `flush` must not throw: nobody waits for it. */
  constructor(clock: Clock, apart: Milliseconds, flush: () => void) {
    this.#clock = clock
    this.#apart = apart
    this.#flush = flush
  }

  /** There is something to flush. */
  touch(): void {
    this.#due ??= this.#wait().then(() => {
      this.#due = null
      this.#last = this.#clock.now()
      this.#flush()
    })
  }

  async #wait(): Promise<void> {
    const left = this.#last + this.#apart - this.#clock.now()
    if (left > 0) await this.#clock.sleep(left)
    else await new Promise((resolve) => setImmediate(resolve))
  }
}
