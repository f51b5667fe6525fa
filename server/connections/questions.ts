import type { Clock } from '../../lib/clock.ts'
import type { Answer, QuestionRow } from '../../lib/contract/opening.ts'
import { allows, type Person } from '../../lib/contract/people.ts'
import type { Permission } from '../../lib/contract/permission.ts'
import { Failure } from '../../lib/failure.ts'
import type { Question } from '../../lib/libvirt/question.ts'
import type { Milliseconds } from '../../lib/units.ts'
import type { Log } from '../log.ts'
import { newId } from '../store/new-id.ts'
import { boundedQuestion } from './bounded-question.ts'
import { Listeners } from './listeners.ts'

/** Long enough to look for a password, short enough that a host is not kept waiting for somebody who left. */
export const patience: Milliseconds = 5 * 60_000
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

type May = (needs: Permission, connection: string | null) => boolean

interface Open {
  person: string
  row: QuestionRow
  settle: (answer: Answer) => void
  /** Nobody will answer it any more. */
  give: () => void
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

  /**
   * Waits for the answer. Rejects with host.needs-you when none comes in time or can come any more, server.busy when
   * this person is asked too much already, or with what `signal` says.
   */
  async ask(errand: Errand, question: Question, signal: AbortSignal): Promise<Answer> {
    const { person, uri, connection } = errand
    signal.throwIfAborted()
    if (this.of(person).length >= mostPerPerson) throw new Failure('server.busy')
    const [id, askedAt] = [newId(), this.#clock.now()]
    const until = askedAt + patience
    const row = { id, uri, connection, askedAt, until, question: boundedQuestion(question) }
    const ended = new AbortController()
    const give = () => ended.abort()
    signal.addEventListener('abort', give)
    try {
      const answered = new Promise<Answer>((settle) => {
        this.#open.set(id, { person, row, settle, give })
      })
      this.#listeners.tell({ type: 'question', person, row })
      const nobody = this.#clock.sleep(patience, ended.signal).then(() => null)
      const answer = await Promise.race([answered, nobody])
      signal.throwIfAborted()
      if (answer === null) throw new Failure('host.needs-you', 'Nobody answered.')
      return answer
    } finally {
      signal.removeEventListener('abort', give)
      give()
      this.#open.delete(id)
      this.#listeners.tell({ type: 'settled', person, question: id })
    }
  }

  /**
   * Throws question.gone, also when it is somebody else's; permission.denied when the one who was asked may no longer
   * open the host; request.invalid for an answer to something else.
   */
  answer({ id: person, grants }: Pick<Person, 'id' | 'grants'>, id: string, answer: Answer): void {
    const open = this.#open.get(id)
    if (open === undefined || open.person !== person) throw new Failure('question.gone')
    if (!mayAnswer((needs, on) => allows(grants, needs, on), open.row)) {
      throw new Failure('permission.denied')
    }
    if (!fits(open.row.question, answer)) throw new Failure('request.invalid')
    open.settle(answer)
  }

  /** A person may something else from now on, or (nothing) has left: what they can no longer answer ends. */
  recheck(person: string, may: May): void {
    for (const open of this.#open.values()) {
      if (open.person === person && !mayAnswer(may, open.row)) open.give()
    }
  }
}

/** As for the deeds that lead to questions: reopening a connection, and trying a URI that is none yet. */
const mayAnswer = (may: May, { connection }: QuestionRow): boolean =>
  connection === null ? may('administer', null) : may('operate', connection)

function fits(question: Question, answer: Answer): boolean {
  if (answer.kind === 'cancel') return true
  if (question.kind === 'host-key') return answer.kind === 'trust'
  return answer.kind === 'credentials' && answer.values.length === question.fields.length
}
