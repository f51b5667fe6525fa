import type { Log } from '../log.ts'

/** Those who want to hear of something. One that throws is logged, and the others hear all the same. */
export class Listeners<T> {
  readonly #log: Log
  readonly #all = new Set<(news: T) => void>()

  constructor(log: Log) {
    this.#log = log
  }

  /** Hears everything from now on, in order; returns what ends it. */
  add(listener: (news: T) => void): () => void {
    this.#all.add(listener)
    return () => this.#all.delete(listener)
  }

  tell(news: T): void {
    for (const listener of this.#all) {
      try {
        listener(news)
      } catch (cause) {
        this.#log.error({ err: cause }, 'a listener failed')
      }
    }
  }
}
