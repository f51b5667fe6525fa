import type { Open } from '../../lib/libvirt/plan-types.ts'
import type { Asker, Question } from '../../lib/libvirt/question.ts'
import type { Progress } from '../../lib/libvirt/rungs.ts'
import type { OpenOptions } from '../drivers/driver.ts'
import type { Ladder } from './ladder.ts'
import { type Step, stepOf } from './ladder-steps.ts'
import type { RungLimit } from './rung-limit.ts'

interface Climb {
  ladder: Ladder
  limit: RungLimit
  plan: Open
  asker: Asker
}

/** What it means that a rung was left for the next one, where its transport says nothing of it. */
const left: Partial<Record<Step, string>> = {
  lookup: 'The host has an address.',
  socket: 'The socket takes the call.',
  connect: 'Somebody answers.',
  secure: 'The line is encrypted.',
  identify: 'It is the host that was meant.',
  login: 'The host lets this server in.',
  tunnel: 'The daemon’s socket is reached.',
  greet: 'A libvirt daemon answers.',
  authenticate: 'Nothing more is asked of this server.',
}

/** Lets a driver that is opened climb a ladder: a rung for each it tells of, which takes no time while a person is asked. */
export const climbWith = (climb: Climb): Pick<OpenOptions, 'progress' | 'asker'> => ({
  progress: progressOf(climb),
  asker: {
    person: climb.asker.person,
    hostKey: (question, signal) =>
      whileAsked(climb, question, () => climb.asker.hostKey(question, signal)),
    credentials: (question, signal) =>
      whileAsked(climb, question, () => climb.asker.credentials(question, signal)),
  },
})

function progressOf({ ladder, limit, plan }: Climb): Progress {
  let told = false
  return (rung, found) => {
    // that all is open is told by the driver itself
    if (limit.signal.aborted || rung === 'listing') return
    limit.start(rung)
    const step = stepOf(rung, plan)
    // a way that begins higher up (an SSH connection that is shared) has not passed what lies below
    const skipped = !told
    told = true
    if (step === ladder.step) return
    if (!skipped) ladder.pass(found ?? left[ladder.step] ?? '')
    ladder.begin(step)
  }
}

async function whileAsked<T>(
  { ladder, limit }: Climb,
  question: Question,
  ask: () => Promise<T>,
): Promise<T> {
  limit.hold(true)
  ladder.wait(
    question.kind === 'host-key'
      ? `Waits for an answer: is ${question.fingerprint} the key of ${question.host}?`
      : `Waits for an answer: ${question.fields.map(({ label }) => label).join(', ')} for ${question.subject}.`,
  )
  try {
    return await ask()
  } finally {
    ladder.wait(null)
    limit.hold(false)
  }
}
