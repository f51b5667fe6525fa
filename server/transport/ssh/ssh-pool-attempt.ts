import type { Clock } from '../../../lib/clock.ts'
import type { Failure } from '../../../lib/failure.ts'
import type { Asker } from '../../../lib/libvirt/question.ts'
import type { Progress } from '../../../lib/libvirt/rungs.ts'
import type { Milliseconds } from '../../../lib/units.ts'
import type { DialOptions } from '../transport.ts'
import { unlessAborted } from '../unless-aborted.ts'

/** Less than any rung's limit: the time of those who wait with the one who is asked does not run out. */
const reminder: Milliseconds = 5_000

type Joining = Pick<DialOptions, 'signal' | 'progress'>

/** One attempt to log in, shared by those who want the same at the same time. Its questions are its first asker's. */
export class Attempt<T> {
  /** Settles when it is over, however. */
  readonly over: Promise<void>
  /** It has asked a question: from here on it takes as long as a person does. */
  asking: boolean = false
  readonly #asker: Asker
  readonly #result: Promise<T>
  readonly #over = new AbortController()
  readonly #joined = new Set<Progress>()
  readonly #turned: Promise<void>
  readonly #clock: Clock
  #rung: Parameters<Progress> | null = null

  /** `open` begins at once; what it opens when nobody waits any more is given to `unwanted`. */
  constructor(
    asker: Asker,
    open: (options: DialOptions) => Promise<T>,
    unwanted: (made: T) => void,
    clock: Clock,
  ) {
    this.#clock = clock
    let turn = () => {}
    const turned = new Promise<void>((resolve) => {
      turn = resolve
    })
    const asked: Announce = async (ask) => {
      this.asking = true
      turn()
      const answered = new AbortController()
      void this.#remind(answered.signal)
      try {
        return await ask()
      } finally {
        answered.abort()
      }
    }
    this.#asker = asker
    this.#result = open({
      signal: this.#over.signal,
      progress: (...rung) => this.#reached(rung),
      asker: announced(asker, asked),
    })
    this.over = this.#result.then(nothing, nothing)
    this.#turned = Promise.race([turned, this.over])
    const late = (made: T) => {
      if (this.#over.signal.aborted) unwanted(made)
    }
    this.#result.then(late, nothing)
  }

  /** Whether `asker` would be asked the same questions. */
  belongsTo(asker: Asker): boolean {
    const { person } = this.#asker
    return asker === this.#asker || (person !== undefined && person === asker.person)
  }

  /** What it comes to. When all have left, it ends. */
  async join({ signal, progress }: Joining): Promise<T> {
    // one that was joined twice is told twice
    const told: Progress = (...rung) => progress(...rung)
    this.#joined.add(told)
    if (this.#rung !== null) progress(...this.#rung)
    try {
      return await unlessAborted(this.#result, signal)
    } finally {
      this.#joined.delete(told)
      if (this.#joined.size === 0 && signal.aborted) this.#over.abort(signal.reason)
    }
  }

  /** Resolves when it is over or has begun to ask; rejects with what `signal` says. */
  async turned({ signal, progress }: Joining): Promise<void> {
    if (this.#rung !== null) progress(this.#rung[0])
    await unlessAborted(this.#turned, signal)
  }

  /** Ends it, whoever waits. */
  end(why: Failure): void {
    this.#over.abort(why)
  }

  async #remind(answered: AbortSignal): Promise<void> {
    for (;;) {
      await this.#clock.sleep(reminder, answered)
      if (answered.aborted || this.#rung === null) return
      this.#reached([this.#rung[0]])
    }
  }

  #reached(rung: Parameters<Progress>): void {
    this.#rung = rung
    for (const progress of this.#joined) progress(...rung)
  }
}

const nothing = () => {}

type Announce = <A>(ask: () => Promise<A>) => Promise<A>

/** The same asker; `announce` puts each question. */
const announced = (asker: Asker, announce: Announce): Asker => ({
  hostKey: (question, signal) => announce(() => asker.hostKey(question, signal)),
  credentials: (question, signal) => announce(() => asker.credentials(question, signal)),
})
