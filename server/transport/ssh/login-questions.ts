import type { Prompt } from 'ssh2'
import type { CredentialsQuestion } from '../../../lib/libvirt/question.ts'
import { sshTrouble } from '../../../lib/libvirt/troubles/ssh.ts'
import { type LoginContext, mostWrong, type Tries } from './login-context.ts'

const mostRounds = 12
const mostFields = 16
const mostWords = 4_096
const mostInstruction = 8_192

/** What a host asks in a round, in its own words. */
interface Round {
  name: string
  instructions: string
  prompts: readonly Prompt[]
}

/** Questions of the host's choosing (RFC 4256), round by round, again when the answers were wrong. */
export async function* withQuestions(context: LoginContext): Tries {
  if (context.settings.silent && context.filed === null) return null
  let reason: string | null = null
  while (context.wrong < mostWrong) {
    const talk = new Talk(context, reason)
    context.trying = 'answers to its questions'
    const made = yield talk.attempt()
    if (talk.failure !== null) throw talk.failure
    if (made.stepped) return made
    if (talk.rounds === 0) return null // it would not even ask
    context.tried.push(context.trying)
    context.wrong++
    if (context.filed === null) reason = 'The host did not accept these answers.'
    context.filed = null
  }
  return null
}

/** One attempt: its rounds are counted, and the first thing that goes wrong is kept. */
class Talk {
  readonly #context: LoginContext
  readonly #reason: string | null
  rounds = 0
  failure: unknown = null

  constructor(context: LoginContext, reason: string | null) {
    this.#context = context
    this.#reason = reason
  }

  attempt() {
    const type = 'keyboard-interactive' as const
    return {
      type,
      username: this.#context.user,
      prompt: (
        name: string,
        instructions: string,
        _language: string,
        prompts: Prompt[],
        finish: (answers: string[]) => void,
      ) => {
        this.#answer({ name, instructions, prompts }).then(finish, (cause: unknown) => {
          this.failure = cause
          this.#context.giveUp(cause)
        })
      },
    }
  }

  async #answer(round: Round): Promise<string[]> {
    this.rounds++
    const { subject, filed, settings, asker, signal } = this.#context
    if (this.rounds > mostRounds || round.prompts.length > mostFields) {
      throw sshTrouble(
        'ssh-questions',
        `${subject} asks more than ${mostRounds} times ${mostFields} questions.`,
      )
    }
    const password = isPassword(round)
    if (password && filed !== null) return [filed]
    if (settings.silent)
      throw sshTrouble('ssh-refused', `${subject} asks, and nobody may be asked.`)
    const reason = this.rounds === 1 ? this.#reason : null
    const answers = await asker.credentials(questionOf(round, subject, reason), signal)
    return round.prompts.map((_, at) => answers[at] ?? '')
  }
}

/** What PAM asks where nothing is set up but passwords: the same as the method of that name. */
const isPassword = ({ prompts }: Round): boolean =>
  prompts.length === 1 &&
  prompts[0]?.echo !== true &&
  /password:? *$/i.test(prompts[0]?.prompt ?? '')

function questionOf(round: Round, subject: string, reason: string | null): CredentialsQuestion {
  const fields = round.prompts.map(({ prompt, echo }) => ({
    label: prompt.slice(0, mostWords).trim(),
    secret: echo !== true,
    value: '',
  }))
  const words = [round.name, round.instructions].map((text) => text.trim()).filter(Boolean)
  const instruction = words.length === 0 ? null : words.join('\n').slice(0, mostInstruction)
  if (isPassword(round))
    return { kind: 'credentials', what: 'ssh-password', subject, reason, instruction, fields }
  // the labels make it another set of credentials: what answered one round must not answer the next by itself
  const labels = fields.map(({ label }) => label.replace(/:$/, '')).join(', ')
  const named = `${subject}: ${labels.slice(0, 200)}`
  return { kind: 'credentials', what: 'ssh-questions', subject: named, reason, instruction, fields }
}
