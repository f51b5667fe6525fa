import type { Clock } from './clock.ts'
import type { Milliseconds } from './units.ts'

interface Sleeper {
  due: Milliseconds
  wake: () => void
}

/** Lets everything run that waits for nothing but its turn. */
export const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))

/** A clock for tests: time stands still until `advance` moves it, and every sleeper wakes at its own moment. */
export class FakeClock implements Clock {
  #now: Milliseconds
  readonly #sleepers = new Set<Sleeper>()

  constructor(now: Milliseconds = 1_700_000_000_000) {
    this.#now = now
  }

  now(): Milliseconds {
    return this.#now
  }

  sleep(span: Milliseconds, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted) return resolve()
      const end = () => {
        this.#sleepers.delete(sleeper)
        signal?.removeEventListener('abort', end)
        resolve()
      }
      const sleeper = { due: this.#now + span, wake: end }
      this.#sleepers.add(sleeper)
      signal?.addEventListener('abort', end)
    })
  }

  /** How many sleep now: what is left behind after an end is a leak. */
  get sleeping(): number {
    return this.#sleepers.size
  }

  /** Moves time on by `span`, stopping at each moment somebody sleeps until. */
  async advance(span: Milliseconds): Promise<void> {
    const end = this.#now + span
    await turn()
    for (;;) {
      const next = [...this.#sleepers].sort((one, other) => one.due - other.due)[0]
      if (next === undefined || next.due > end) break
      this.#now = Math.max(this.#now, next.due)
      next.wake()
      await turn()
    }
    this.#now = end
    await turn()
  }
}
