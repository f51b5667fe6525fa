import type { Clock } from '../../lib/clock.ts'
import type { Milliseconds } from '../../lib/units.ts'

/** Whatever wakes it, it sleeps this long: between two tries a host has peace. */
const least: Milliseconds = 500
/** Who wakes it again and again wakes it this often, so that nobody can have a host dialled without pause. */
const betweenWakes: Milliseconds = 3_000

/** A wait between two tries that ends early when there is reason to believe that the next one will do. */
export class Nap {
  readonly #clock: Clock
  #wake: (() => void) | null = null
  #wokenAt: Milliseconds = Number.NEGATIVE_INFINITY

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
      this.#wake = null
      signal.removeEventListener('abort', wake)
    }
  }

  wake(): void {
    const now = this.#clock.now()
    if (this.#wake === null || now - this.#wokenAt < betweenWakes) return
    this.#wokenAt = now
    this.#wake()
  }
}
