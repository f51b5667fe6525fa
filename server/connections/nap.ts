import type { Clock } from '../../lib/clock.ts'
import type { Milliseconds } from '../../lib/units.ts'

/** However often it is woken, it sleeps this long: between two tries a host has peace. */
const least: Milliseconds = 500

/** A wait between two tries that ends early when there is reason to believe that the next one will do. */
export class Nap {
  readonly #clock: Clock
  #wake: () => void = () => {}

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Sleeps for `span`, until it is woken, or until `signal` aborts. */
  async sleep(span: Milliseconds, signal: AbortSignal): Promise<void> {
    const since = this.#clock.now()
    const awake = new AbortController()
    const wake = () => awake.abort()
    this.#wake = wake
    signal.addEventListener('abort', wake)
    try {
      await this.#clock.sleep(span, awake.signal)
      const rest = Math.min(span, least) - (this.#clock.now() - since)
      if (rest > 0) await this.#clock.sleep(rest, signal)
    } finally {
      signal.removeEventListener('abort', wake)
    }
  }

  wake(): void {
    this.#wake()
  }
}
