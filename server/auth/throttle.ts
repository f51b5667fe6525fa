import type { Clock } from '../../lib/clock.ts'
import type { Milliseconds } from '../../lib/units.ts'

export interface ThrottleLimits {
  /** Attempts that cost no wait. */
  free: number
  /** The wait after the next one; it doubles with each further attempt, up to `longest`. */
  first: Milliseconds
  longest: Milliseconds
  /** Keys kept in mind; beyond that the ones longest unused are forgotten. */
  remembered: number
}

/**
 * A growing delay a key. An attempt counts as failed from its start, so that many sent at once
 * gain nothing; whoever succeeds takes it back.
 */
export class Throttle {
  readonly #clock: Clock
  readonly #limits: ThrottleLimits
  readonly #attempts = new Map<string, { count: number; notBefore: Milliseconds }>()

  constructor(clock: Clock, limits: ThrottleLimits) {
    this.#clock = clock
    this.#limits = limits
  }

  /** 0 when the attempt may go on (and is counted), else how long to wait, in ms. */
  attempt(key: string): Milliseconds {
    const now = this.#clock.now()
    const { free, first, longest, remembered } = this.#limits
    const before = this.#attempts.get(key)
    if (before !== undefined && before.notBefore > now) return before.notBefore - now
    // long quiet is forgiven, or one typing error a week would end in the longest wait
    const fresh = before === undefined || now - before.notBefore > 2 * longest
    const count = fresh ? 1 : before.count + 1
    const wait = count < free ? 0 : Math.min(first * 2 ** (count - free), longest)
    this.#attempts.delete(key)
    this.#attempts.set(key, { count, notBefore: now + wait })
    const [oldest] = this.#attempts.keys()
    if (this.#attempts.size > remembered && oldest !== undefined) this.#attempts.delete(oldest)
    return 0
  }

  /** The last attempt was right after all: it costs nothing, those before it still count. */
  forgive(key: string): void {
    const { count } = this.#attempts.get(key) ?? { count: 0 }
    if (count > 0) this.#attempts.set(key, { count: count - 1, notBefore: this.#clock.now() })
  }

  forget(key: string): void {
    this.#attempts.delete(key)
  }
}
