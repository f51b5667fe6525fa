import { sshTrouble } from '../../../lib/libvirt/troubles/ssh.ts'
import type { LoginContext, Outcome, Tries } from './login-context.ts'
import { withAgent, withFiles } from './login-keys.ts'
import { withPassword } from './login-password.ts'
import { withQuestions } from './login-questions.ts'

const sshNames = {
  agent: 'publickey',
  privkey: 'publickey',
  password: 'password',
  'keyboard-interactive': 'keyboard-interactive',
} as const

const ways = {
  agent: withAgent,
  privkey: withFiles,
  password: withPassword,
  'keyboard-interactive': withQuestions,
} satisfies Record<keyof typeof sshNames, (context: LoginContext) => Tries>

/** No host wants more than a key, a password and a code. */
const mostSteps = 6

/**
 * Everything there is to try, most willing first, and only when its turn comes: who is let in by a key is never asked
 * for a password. Nothing is yielded after success; it throws Failure when there is nothing left.
 */
export async function* logIn(context: LoginContext): Tries {
  let { left } = yield { type: 'none', username: context.user }
  for (let step = 0; step < mostSteps; step++) {
    const made: Outcome | null = yield* oneStep(context, left)
    if (made === null) throw refusal(context, left)
    left = made.left
    context.steps.push(context.trying)
  }
  throw sshTrouble('ssh-questions', `${context.subject} wants ever more ways to log in.`)
}

async function* oneStep(context: LoginContext, left: readonly string[]): Tries {
  for (const method of context.settings.methods) {
    if (!left.includes(sshNames[method])) continue
    const made = yield* ways[method](context)
    if (made !== null) return made
  }
  return null
}

/** What was tried and what would have been taken, both by name. */
function refusal({ subject, settings, tried, unusable }: LoginContext, left: readonly string[]) {
  const words = [
    `${subject} takes ${left.slice(0, 8).join(', ') || 'nothing'}.`,
    tried.length > 0 ? `Tried: ${tried.join('; ')}.` : 'There was nothing to try.',
    ...unusable.map(({ why }) => `Not tried: ${why}.`),
    ...settings.notes,
  ]
  // where something else could be tried, an agent that is not there may well not be missed
  const missed = unusable.find(({ trouble }) => trouble !== 'ssh-agent' || tried.length === 0)
  return sshTrouble(missed?.trouble ?? 'ssh-refused', words.join(' '))
}
