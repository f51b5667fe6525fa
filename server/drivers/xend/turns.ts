import { Failure } from '../../../lib/failure.ts'

const waitingMax = 200

/** Lets a few pieces of work go on at once, and the others wait in order, up to a bound. */
export class Turns {
  #atOnce: number
  #taken = 0
  readonly #waiting: (() => void)[] = []

  constructor(atOnce: number) {
    this.#atOnce = atOnce
  }

  /** How many may go on at once, from now on; what goes on does so in any case. */
  allow(atOnce: number): void {
    this.#atOnce = atOnce
    this.#next()
  }

  /** `work` when it is its turn. Throws server.busy when too many wait, or what `signal` says when it aborts first. */
  async take<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    await this.#turn(signal)
    try {
      return await work()
    } finally {
      this.#taken -= 1
      this.#next()
    }
  }

  #turn(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    if (this.#waiting.length >= waitingMax) throw new Failure('server.busy')
    return new Promise((resolve, reject) => {
      const go = () => {
        signal.removeEventListener('abort', leave)
        resolve()
      }
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(go), 1)
        reject(signal.reason)
      }
      signal.addEventListener('abort', leave, { once: true })
      this.#waiting.push(go)
      this.#next()
    })
  }

  #next(): void {
    while (this.#taken < this.#atOnce) {
      const go = this.#waiting.shift()
      if (go === undefined) return
      this.#taken += 1
      go()
    }
  }
}
