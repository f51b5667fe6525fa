import type { Answer } from '../../lib/contract/opening.ts'
import { Failure } from '../../lib/failure.ts'
import type {
  Asker,
  CredentialsQuestion,
  HostKeyQuestion,
  Question,
} from '../../lib/libvirt/question.ts'
import { unattended } from '../../lib/libvirt/unattended.ts'
import { AttemptAsker } from '../connections/asker.ts'
import { Keyring } from '../connections/keyring.ts'
import { quiet } from '../connections/quiet-log.ts'
import { Lines, openTerminal, type Terminal } from './terminal.ts'
import { visible } from './visible.ts'

/** Wrong spellings of yes and no before it counts as no. */
const patience = 3

/**
 * Asks at the terminal that a command runs at, and nobody when there is none. `waits` is told when somebody is waited
 * for and when no longer.
 */
export function terminalAsker(
  waits: (on: boolean) => void = () => {},
  open: () => Terminal | null = openTerminal,
): Asker {
  const keyring = new Keyring(null)
  let last: Promise<unknown> = Promise.resolve()
  // one question after the other: there is one terminal
  const ask = (_errand: unknown, question: Question, signal: AbortSignal): Promise<Answer> => {
    const answer = last.then(() => askAt(open, question, signal))
    last = answer.catch(() => null)
    return answer
  }
  const errand = { person: '', uri: '', connection: null }
  return new AttemptAsker({ questions: { ask }, keyring, log: quiet, waits }, errand)
}

async function askAt(
  open: () => Terminal | null,
  question: Question,
  signal: AbortSignal,
): Promise<Answer> {
  const terminal = open()
  if (terminal === null) return nobody(question, signal)
  try {
    const lines = new Lines(terminal)
    return question.kind === 'host-key'
      ? await askTrust(lines, question, signal)
      : await askWords(lines, question, signal)
  } finally {
    terminal.close()
  }
}

/** Never returns: says what could not be asked. */
async function nobody(question: Question, signal: AbortSignal): Promise<never> {
  if (question.kind === 'host-key') await unattended.hostKey(question, signal)
  else await unattended.credentials(question, signal)
  throw new Failure('host.needs-you')
}

/** A host's own words: several lines stay so, and nothing in them moves the cursor. */
const linesOf = (text: string): string =>
  text
    .split('\n')
    .map((line) => `${visible(line)}\r\n`)
    .join('')

async function askTrust(
  lines: Lines,
  { host, port, keyType, fingerprint, randomart }: HostKeyQuestion,
  signal: AbortSignal,
): Promise<Answer> {
  const known = `Nothing says yet whether this is ${host}, port ${port}. Its ${keyType} key is\n${fingerprint}\n${randomart}`
  let prompt = `${linesOf(known)}Trust it from now on (yes), this time (once), or not (no)? `
  for (let asked = 0; asked < patience; asked++) {
    const said = (await lines.next(prompt, false, signal)).trim().toLowerCase()
    if (said === 'yes') return { kind: 'trust', trust: 'always' }
    if (said === 'once') return { kind: 'trust', trust: 'once' }
    if (said === 'no') break
    prompt = 'Please type yes, once or no: '
  }
  return { kind: 'cancel' }
}

async function askWords(
  lines: Lines,
  { subject, reason, instruction, fields }: CredentialsQuestion,
  signal: AbortSignal,
): Promise<Answer> {
  let before = [reason, instruction].flatMap((text) => (text ? linesOf(text) : [])).join('')
  const values: string[] = []
  for (const { label, secret, value } of fields) {
    const standard = value === '' ? '' : ` [${visible(value)}]`
    const asked = label.trim().replace(/:$/, '')
    const whole = asked.includes(subject) ? asked : `${asked} for ${subject}`
    const prompt = `${before}${visible(whole)}${standard}: `
    values.push((await lines.next(prompt, secret, signal)) || value)
    before = ''
  }
  return { kind: 'credentials', values, keep: false }
}
