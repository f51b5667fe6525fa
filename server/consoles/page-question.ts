import type { Clock } from '../../lib/clock.ts'
import type { ConsoleMessage } from '../../lib/contract/consoles.ts'
import { Failure } from '../../lib/failure.ts'
import type { Milliseconds } from '../../lib/units.ts'
import type { DisplayQuestion, Login } from './relay.ts'

/** For a person who looks their password up. */
const patience: Milliseconds = 120_000

/** What a page is asked on behalf of a display: one question at a time, and nothing of the answer is kept. */
export class PageQuestion {
  readonly #tell: (message: ConsoleMessage) => void
  readonly #clock: Pick<Clock, 'sleep'>
  #answered: ((login: Login) => void) | null = null

  constructor(tell: (message: ConsoleMessage) => void, clock: Pick<Clock, 'sleep'>) {
    this.#tell = tell
    this.#clock = clock
  }

  /** Throws question.cancelled when nobody answers in time, or what `signal` says. */
  async ask({ what, reason }: DisplayQuestion, signal: AbortSignal): Promise<Login> {
    const over = new AbortController()
    const late = this.#clock.sleep(patience, AbortSignal.any([signal, over.signal])).then(() => {
      throw new Failure(
        'question.cancelled',
        'Its display asked for a password, and nobody gave one.',
      )
    })
    const answer = new Promise<Login>((resolve) => {
      this.#answered = resolve
    })
    this.#tell({ type: 'asks', what, reason })
    try {
      return await Promise.race([answer, late])
    } finally {
      this.#answered = null
      late.catch(() => {}) // it wakes at the end in any case
      over.abort()
    }
  }

  /** What nobody waits for is dropped. */
  answer({ user, password }: Login): void {
    this.#answered?.({ user, password })
  }
}
