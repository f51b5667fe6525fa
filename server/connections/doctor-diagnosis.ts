import { userInfo } from 'node:os'
import type { Failure, FailureCode } from '../../lib/failure.ts'
import { failureKinds } from '../../lib/failure.ts'
import { driverRow } from '../../lib/libvirt/drivers.ts'
import type { Dial, Open } from '../../lib/libvirt/plan-types.ts'
import type { daemonTroubles } from '../../lib/libvirt/troubles/daemon.ts'
import type { socketTroubles } from '../../lib/libvirt/troubles/socket.ts'
import type { uriTroubles } from '../../lib/libvirt/troubles/uri.ts'
import type { worldTroubles } from '../../lib/libvirt/troubles/world.ts'
import type { xendTroubles } from '../../lib/libvirt/troubles/xend.ts'
import { adviceOn } from '../../lib/libvirt/troubles.ts'
import { whyNotFile, whyNotSocket } from './check-path.ts'
import type { Break } from './ladder.ts'
import type { Step } from './ladder-steps.ts'

type Id =
  | keyof typeof daemonTroubles
  | keyof typeof socketTroubles
  | keyof typeof uriTroubles
  | keyof typeof worldTroubles
  | keyof typeof xendTroubles

interface Row {
  /** null: wherever it happens. */
  steps: readonly Step[] | null
  codes: readonly FailureCode[]
  /** Only for ways like this. */
  when?(plan: Dial): boolean
  trouble: Id
}

/** What a failure is that does not say so itself, by where it happened; the first row that fits names it. */
const rows: readonly Row[] = [
  { steps: null, codes: ['host.needs-you'], trouble: 'needs-you' },
  { steps: null, codes: ['question.cancelled'], trouble: 'question-cancelled' },
  { steps: ['file'], codes: ['uri.forbidden'], trouble: 'world-forbidden' },
  { steps: ['file'], codes: ['uri.refused', 'host.refused'], trouble: 'world-wrong' },
  { steps: null, codes: ['uri.forbidden'], trouble: 'uri-forbidden' },
  { steps: ['parse'], codes: ['uri.invalid'], trouble: 'uri-unreadable' },
  { steps: ['plan'], codes: ['uri.refused'], trouble: 'uri-form' },
  { steps: ['socket'], codes: ['host.unreachable'], trouble: 'socket-stale' },
  { steps: ['socket'], codes: ['host.denied'], trouble: 'socket-denied' },
  { steps: ['socket'], codes: ['host.silent'], trouble: 'socket-busy' },
  { steps: null, codes: ['host.not-xend'], trouble: 'not-xend' },
  {
    steps: ['lookup', 'connect'],
    codes: ['host.unreachable', 'host.silent'],
    trouble: 'unreachable',
  },
  { steps: ['open', 'list'], codes: ['host.silent'], when: isXend, trouble: 'xend-silent' },
  { steps: ['open', 'list'], codes: ['host.lost'], when: isXend, trouble: 'xend-lost' },
  { steps: ['open', 'list'], codes: ['host.refused'], when: isXend, trouble: 'xend-refuses' },
  { steps: ['greet'], codes: ['host.refused', 'host.unsupported'], trouble: 'rpc-program' },
  { steps: ['greet'], codes: ['host.silent'], trouble: 'greeting-silent' },
  { steps: ['greet'], codes: ['host.lost', 'host.unreachable'], trouble: 'greeting-ended' },
  { steps: null, codes: ['host.not-libvirt'], trouble: 'not-libvirt' },
  {
    steps: ['authenticate'],
    codes: ['host.refused-login', 'host.denied'],
    trouble: 'daemon-login',
  },
  { steps: ['open'], codes: ['uri.refused'], trouble: 'driver-missing' },
  { steps: ['open'], codes: ['host.refused'], when: isPathWrong, trouble: 'driver-path' },
  { steps: ['open'], codes: ['host.refused', 'host.denied'], trouble: 'driver-refuses' },
  { steps: ['open', 'list'], codes: ['host.unsupported'], trouble: 'daemon-too-old' },
  { steps: null, codes: ['host.silent'], trouble: 'daemon-hangs' },
  { steps: null, codes: ['host.lost', 'host.unreachable'], trouble: 'daemon-died' },
]

/** The driver would say so too, but in words only: what it takes is known beforehand. */
function isPathWrong({ remoteName }: Dial): boolean {
  const [, driver, path = ''] = /^([a-z]+):(?:\/\/)?([^?#]*)/.exec(remoteName ?? '') ?? []
  const paths = driverRow(driver ?? null)?.paths ?? null
  return paths !== null && !paths.includes(path)
}

function isXend({ driver }: Dial): boolean {
  return driver === 'xend'
}

/** Where a climb ended, and why: what to say of it and what to do. `plan` is null when it never came to one. */
export function diagnose(step: Step, failure: Failure, plan: Open | null): Break {
  const trouble = failure.trouble ?? troubleAt(step, failure.code, plan)
  const { code, detail } = failure
  const finding = detail === null ? failureKinds[code].say : `${failureKinds[code].say} ${detail}`
  return { finding, advice: adviceOn(trouble, asSeen(plan)), trouble }
}

const troubleAt = (step: Step, code: FailureCode, plan: Open | null): Id | null =>
  rows.find(
    ({ steps, codes, when }) =>
      (steps === null || steps.includes(step)) &&
      codes.includes(code) &&
      (when === undefined || (plan !== null && when(plan))),
  )?.trouble ?? null

const nowhere: Dial = {
  driver: 'remote',
  transport: null,
  host: null,
  port: 0,
  user: null,
  socket: null,
  remoteName: null,
  options: {},
}

/** On this machine it is the account of this process that a socket lets in or not. */
function asSeen(plan: Open | null): Dial {
  if (plan?.transport !== 'unix') return plan ?? nowhere
  return { ...plan, user: userInfo().username }
}

/**
 * A failure once the path it is about has been looked at. That is done after the dial alone: what the configuration
 * does not let anybody dial, nobody may be told about either.
 */
export async function lookCloser(
  step: Step,
  failure: Failure,
  plan: Open | null,
): Promise<Failure> {
  if (plan === null || failure.code === 'uri.forbidden') return failure
  const { socket, options } = plan
  if (step === 'file' && options.file !== undefined) {
    return (await whyNotFile(options.file)) ?? failure
  }
  const atSocket = step === 'socket' && !/^(session|xend)-/.test(failure.trouble ?? '')
  return (atSocket && socket !== null ? await whyNotSocket(socket) : null) ?? failure
}
