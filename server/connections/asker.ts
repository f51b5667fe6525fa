import { Failure } from '../../lib/failure.ts'
import type {
  Asker,
  CredentialsQuestion,
  HostKeyQuestion,
  Question,
  Trust,
} from '../../lib/libvirt/question.ts'
import { unattended } from '../../lib/libvirt/unattended.ts'
import type { Log } from '../log.ts'
import type { Keyring } from './keyring.ts'
import type { Errand, Questions } from './questions.ts'

/** No login asks so often; a host that does keeps us at it for ever. */
const mostQuestions = 40

export interface AttemptDeps {
  questions: Pick<Questions, 'ask'>
  keyring: Keyring
  log: Log
  /** Told when it begins and when it ends to wait for a person. */
  waits(on: boolean): void
}

/**
 * Asks on behalf of one attempt to open a host: memory first, then (while the attempt lasts, and if there is somebody)
 * the person who wants it open. What stays open after it, such as further lines to the host, is answered by memory alone.
 */
export class AttemptAsker implements Asker {
  readonly #deps: AttemptDeps
  #errand: Errand | null
  #asked = 0
  #waiting = 0
  #over: boolean = false
  /** What memory or somebody has answered. */
  readonly #answered = new Set<CredentialsQuestion>()

  constructor(deps: AttemptDeps, errand: Errand | null) {
    this.#deps = deps
    this.#errand = errand
  }

  get person(): string | undefined {
    return this.#errand?.person
  }

  /** Somebody wants it open who was not there when it began: questions from now on are theirs, unless they are another's. */
  attend(errand: Errand): void {
    if (!this.#over) this.#errand ??= errand
  }

  async hostKey(question: HostKeyQuestion, signal: AbortSignal): Promise<Trust> {
    this.#count()
    if (this.#errand === null) return unattended.hostKey(question, signal)
    const answer = await this.#ask(this.#errand, question, signal)
    if (answer.kind === 'trust') return answer.trust
    throw new Failure('question.cancelled')
  }

  async credentials(question: CredentialsQuestion, signal: AbortSignal) {
    this.#count()
    const { keyring } = this.#deps
    if (question.reason === null) {
      const known = await keyring.recall(question, this.#errand?.person ?? null)
      if (known !== null) {
        if (!this.#over) this.#answered.add(question)
        return known
      }
    } else {
      await keyring.drop(question)
    }
    const errand = this.#errand
    if (errand === null) return unattended.credentials(question, signal)
    const answer = await this.#ask(errand, question, signal)
    if (answer.kind !== 'credentials') throw new Failure('question.cancelled')
    const { values, keep } = answer
    await keyring.add(question, { values, keep, by: errand.person })
    this.#answered.add(question)
    return values
  }

  /** The host is open: what was answered is right, and nobody is asked from now on. */
  opened(): void {
    this.#end((question) => this.#deps.keyring.prove(question))
  }

  /** The attempt, or what it opened, has ended. Credentials that were refused are not tried once more. */
  ended({ code }: Failure): void {
    const wrong = code === 'host.refused-login'
    this.#end(async (question) => (wrong ? this.#deps.keyring.drop(question) : undefined))
  }

  #end(settle: (question: CredentialsQuestion) => Promise<void>): void {
    this.#over = true
    this.#errand = null
    const answered = [...this.#answered]
    this.#answered.clear()
    Promise.all(answered.map(settle)).catch((cause: unknown) => {
      this.#deps.log.error({ err: cause }, 'credentials were not kept as they should be')
    })
  }

  #count(): void {
    if (!this.#over) this.#asked += 1
    if (this.#asked > mostQuestions) {
      throw new Failure('host.refused-login', 'It asks without end.')
    }
  }

  async #ask(errand: Errand, question: Question, signal: AbortSignal) {
    const { questions, waits } = this.#deps
    this.#waiting += 1
    if (this.#waiting === 1) waits(true)
    try {
      return await questions.ask(errand, question, signal)
    } finally {
      this.#waiting -= 1
      if (this.#waiting === 0) waits(false)
    }
  }
}
