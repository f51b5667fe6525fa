import type { Clock } from '../../lib/clock.ts'
import type { Answer, QuestionRow } from '../../lib/contract/opening.ts'
import { Failure } from '../../lib/failure.ts'
import type { Question } from '../../lib/libvirt/question.ts'
import type { Milliseconds } from '../../lib/units.ts'
import type { Log } from '../log.ts'
import { newId } from '../store/new-id.ts'
import { Listeners } from './listeners.ts'

/** Long enough to look for a password, short enough that a host is not kept waiting for somebody who left. */
const patience: Milliseconds = 5 * 60_000
const mostPerPerson = 20

/** On whose behalf something is opened, and what. */
export interface Errand {
  /** A person's id. */
  person: string
  uri: string
  connection: string | null
}

export type QuestionNews = { person: string } & (
  | { type: 'question'; row: QuestionRow }
  | { type: 'settled'; question: string }
)

interface Open {
  person: string
  row: QuestionRow
  settle: (answer: Answer) => void
}

/** Questions that attempts to open hosts ask the people who want them open. */
export class Questions {
  readonly #clock: Clock
  readonly #open = new Map<string, Open>()
  readonly #listeners: Listeners<QuestionNews>

  constructor({ clock, log }: { clock: Clock; log: Log }) {
    this.#clock = clock
    this.#listeners = new Listeners(log)
  }

  /** Oldest first. */
  of(person: string): QuestionRow[] {
    return [...this.#open.values()].flatMap((open) => (open.person === person ? [open.row] : []))
  }

  subscribe(listener: (news: QuestionNews) => void): () => void {
    return this.#listeners.add(listener)
  }

  /** Waits for the answer. Rejects with host.needs-you when none comes in time, or with what `signal` says. */
  async ask(errand: Errand, question: Question, signal: AbortSignal): Promise<Answer> {
    const { person, uri, connection } = errand
    signal.throwIfAborted()
    if (this.of(person).length >= mostPerPerson) throw new Failure('server.busy')
    const askedAt = this.#clock.now()
    const row = { id: newId(), uri, connection, askedAt, until: askedAt + patience, question }
    const ended = new AbortController()
    const end = () => ended.abort()
    signal.addEventListener('abort', end)
    try {
      const answered = new Promise<Answer>((settle) => {
        this.#open.set(row.id, { person, row, settle })
      })
      this.#listeners.tell({ type: 'question', person, row })
      const nobody = this.#clock.sleep(patience, ended.signal).then(() => null)
      const answer = await Promise.race([answered, nobody])
      signal.throwIfAborted()
      if (answer === null) throw new Failure('host.needs-you', 'Nobody answered in time.')
      return answer
    } finally {
      signal.removeEventListener('abort', end)
      end()
      this.#open.delete(row.id)
      this.#listeners.tell({ type: 'settled', person, question: row.id })
    }
  }

  /** Throws question.gone, also when it is somebody else's, and request.invalid for an answer to something else. */
  answer(person: string, id: string, answer: Answer): void {
    const open = this.#open.get(id)
    if (open === undefined || open.person !== person) throw new Failure('question.gone')
    if (!fits(open.row.question, answer)) throw new Failure('request.invalid')
    open.settle(answer)
  }
}

function fits(question: Question, answer: Answer): boolean {
  if (answer.kind === 'cancel') return true
  if (question.kind === 'host-key') return answer.kind === 'trust'
  return answer.kind === 'credentials' && answer.values.length === question.fields.length
}
