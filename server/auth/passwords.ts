import { hash, verify } from '@node-rs/argon2'
import { Failure } from '../../lib/failure.ts'
import { newToken } from './token.ts'

/** argon2id (the library's default kind) at OWASP's first recommendation: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Each hash holds 19 MiB and a thread of libuv's four, so a flood of sign-ins must queue, and end somewhere. */
const atOnce = 2
const queued = 32

/** Hashes and checks passwords off the event loop, a bounded number at a time; beyond that it throws server.busy. */
export class Passwords {
  #running = 0
  readonly #waiting: (() => void)[] = []
  #decoy: Promise<string> | null = null

  hash(password: string): Promise<string> {
    return this.#gated(() => hash(password, cost))
  }

  /** False too when there is no hash to check against, after the same work: time does not tell which it was. */
  async check(passwordHash: string | null, password: string): Promise<boolean> {
    this.#decoy ??= this.hash(newToken())
    const against = passwordHash ?? (await this.#decoy)
    const right = await this.#gated(() => verify(against, password))
    return right && passwordHash !== null
  }

  async #gated<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= atOnce) {
      if (this.#waiting.length >= queued) throw new Failure('server.busy')
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    } else {
      this.#running++
    }
    try {
      return await work()
    } finally {
      const next = this.#waiting.shift()
      if (next === undefined) this.#running--
      else next()
    }
  }
}
