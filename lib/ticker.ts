import type { Milliseconds } from './units.ts'

/**
 * One clock for all ages on a page: a single timer, however many look at it, and none while nobody does.
 * `adjust` takes the server's time, so that a browser whose clock is wrong still shows right ages.
 */
export class Ticker {
  readonly #local: () => Milliseconds
  readonly #lookers = new Set<() => void>()
  #offset: Milliseconds = 0
  #timer: ReturnType<typeof setInterval> | null = null

  constructor(local: () => Milliseconds) {
    this.#local = local
  }

  /** Milliseconds since the epoch, by the server's clock. */
  now = (): Milliseconds => this.#local() + this.#offset

  adjust = (serverNow: Milliseconds): void => {
    this.#offset = serverNow - this.#local()
  }

  /** Calls `look` once a second until the returned function is called. */
  subscribe = (look: () => void): (() => void) => {
    this.#lookers.add(look)
    this.#timer ??= setInterval(() => {
      for (const each of this.#lookers) each()
    }, 1_000)
    return () => {
      this.#lookers.delete(look)
      if (this.#lookers.size > 0 || this.#timer === null) return
      clearInterval(this.#timer)
      this.#timer = null
    }
  }
}
