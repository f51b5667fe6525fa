import type { Clock } from '../../lib/clock.ts'
import type { Milliseconds } from '../../lib/units.ts'

/** One timer for many deadlines: it rings at the earliest it was told of, and whoever owns it looks who is due. */
export class Alarm {
  readonly #clock: Clock
  readonly #ring: () => void
  #set: { at: Milliseconds; cancel: AbortController } | null = null

  constructor(clock: Clock, ring: () => void) {
    this.#clock = clock
    this.#ring = ring
  }

  /** Rings at `at` at the latest; Infinity never rings. */
  by(at: Milliseconds): void {
    if (at >= (this.#set?.at ?? Number.POSITIVE_INFINITY)) return
    this.stop()
    const cancel = new AbortController()
    this.#set = { at, cancel }
    void this.#clock.sleep(Math.max(0, at - this.#clock.now()), cancel.signal).then(() => {
      if (cancel.signal.aborted) return
      this.#set = null
      this.#ring()
    })
  }

  stop(): void {
    this.#set?.cancel.abort()
    this.#set = null
  }
}
