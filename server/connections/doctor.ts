import type { Clock } from '../../lib/clock.ts'
import type { Surroundings } from '../../lib/contract/http.ts'
import type { Rung as Climbed } from '../../lib/contract/opening.ts'
import { asFailure, Failure, failureKinds } from '../../lib/failure.ts'
import { isActive } from '../../lib/libvirt/domain-state.ts'
import { explainUri } from '../../lib/libvirt/explain.ts'
import { openPlan } from '../../lib/libvirt/plan.ts'
import { isRefused, type Open } from '../../lib/libvirt/plan-types.ts'
import { type Resolution, resolveUri } from '../../lib/libvirt/resolve-uri.ts'
import type { Rung } from '../../lib/libvirt/rungs.ts'
import { unattended } from '../../lib/libvirt/unattended.ts'
import { formatUri } from '../../lib/libvirt/uri.ts'
import type { Driver, OpenOptions } from '../drivers/driver.ts'
import { adviceOn } from './advice.ts'
import { checkFile, checkSocket } from './check-path.ts'
import { Ladder, type Step, steps } from './ladder.ts'
import { RungLimit } from './rung-limit.ts'

export interface Examination {
  uri: string
  readOnly: boolean
  surroundings: Surroundings
  openDriver(plan: Open, options: OpenOptions): Promise<Driver>
  clock: Clock
  signal?: AbortSignal | undefined
}

/** What drivers call the rungs that only they can see. */
const climbed: Partial<Record<Rung, Step>> = {
  dialling: 'connect',
  authenticating: 'authenticate',
  opening: 'open',
}

/** What it means that the next rung is reached. */
const reached: Partial<Record<Step, string>> = {
  connect: 'Somebody answers.',
  authenticate: 'Nothing more is asked of this server.',
}

/**
 * Opens a URI step by step and closes it again. Never throws for what is wrong with the URI or the host:
 * that is the rung that failed, with advice; those above it are not tried.
 */
export async function examine(examination: Examination): Promise<Climbed[]> {
  const { clock, signal = new AbortController().signal } = examination
  const ladder = new Ladder(clock)
  let plan: Open | null = null
  let limit: RungLimit | null = null
  try {
    plan = readPlan(ladder, examination)
    await checkPaths(ladder, plan)
    limit = new RungLimit(clock, signal)
    await tryDriver(ladder, plan, limit, examination)
  } catch (cause) {
    const failure = limit?.failure ?? asFailure(cause)
    const advice = adviceOn({ step: ladder.step, code: failure.code, plan })
    ladder.fail(sentenceOf(failure), advice)
  } finally {
    limit?.end()
  }
  return ladder.rungs(stepsFor(plan))
}

const sentenceOf = ({ code, detail }: Failure): string =>
  detail === null ? failureKinds[code].say : `${failureKinds[code].say} ${detail}`

/** What is dialled has a socket and somebody who answers; a world in this process has a file or nothing. */
const stepsFor = (plan: Open | null): readonly Step[] =>
  steps.filter((step) => {
    if (step === 'file') return plan !== null && plan.options.file !== undefined
    if (step === 'socket') return plan === null || plan.transport === 'unix'
    return plan?.transport !== null || (step !== 'connect' && step !== 'authenticate')
  })

function readPlan(ladder: Ladder, { uri, readOnly, surroundings }: Examination): Open {
  ladder.begin('resolve')
  const around = { ...surroundings, readOnly }
  const resolution = resolveUri(uri, around)
  if (!resolution.ok) throw new Failure('uri.refused', resolution.refused)
  ladder.pass(sourceOf(resolution))
  ladder.begin('parse')
  const opening = openPlan(uri, around)
  if (!opening.ok) {
    throw new Failure('uri.invalid', `At character ${opening.at + 1}: ${opening.error}`)
  }
  ladder.pass(formatUri(opening.uri) || 'An empty URI.')
  ladder.begin('plan')
  const { plan } = opening
  if (isRefused(plan)) throw new Failure('uri.refused', plan.refused)
  const warnings = plan.warnings.map(({ say }) => say)
  ladder.pass(explainUri(opening.uri, plan), warnings)
  return plan
}

function sourceOf({ alias, source, text }: Extract<Resolution, { ok: true }>): string {
  if (alias !== null) return `The alias “${alias}” of libvirt.conf stands for ${text}.`
  if (source === 'given') return 'The URI as given.'
  if (source === 'nowhere') return 'No URI is given and no default is set: the daemon chooses.'
  return `No URI is given: ${source} says ${text}.`
}

async function checkPaths(ladder: Ladder, plan: Open): Promise<void> {
  const { file } = plan.options
  if (file !== undefined) {
    ladder.begin('file')
    ladder.pass(await checkFile(file))
  }
  if (plan.transport === 'unix' && plan.socket !== null) {
    ladder.begin('socket')
    ladder.pass(await checkSocket(plan.socket))
  }
}

async function tryDriver(
  ladder: Ladder,
  plan: Open,
  limit: RungLimit,
  { readOnly, openDriver }: Examination,
): Promise<void> {
  ladder.begin(plan.transport === null ? 'open' : 'connect')
  const progress = (rung: Rung) => {
    const step = climbed[rung]
    if (limit.signal.aborted) return
    limit.start(rung)
    if (step === undefined || steps.indexOf(step) <= steps.indexOf(ladder.step)) return
    ladder.pass(reached[ladder.step] ?? '')
    ladder.begin(step)
  }
  const driver = await openDriver(plan, {
    readOnly,
    signal: limit.signal,
    progress,
    asker: unattended,
  })
  try {
    ladder.pass(
      `Hypervisor ${driver.hypervisor}${driver.hostname ? ` on ${driver.hostname}` : ''}.`,
    )
    ladder.begin('list')
    limit.start('listing')
    ladder.pass(await listed(driver, limit.signal))
    ladder.begin('version')
    const { version, libraryVersion } = driver
    const known = [
      version && `hypervisor ${version}`,
      libraryVersion && `libvirt ${libraryVersion}`,
    ]
    ladder.pass(known.filter(Boolean).join(', ') || 'The host tells no version.')
  } finally {
    await driver.close()
  }
}

/** Also proves that changes would be told: the listing is the first thing that a watched host says. */
async function listed(driver: Driver, signal: AbortSignal): Promise<string> {
  for await (const event of driver.watch(signal)) {
    if (event.type !== 'listing') continue
    const active = event.domains.filter(({ state }) => isActive(state)).length
    const { length } = event.domains
    return `${length} virtual ${length === 1 ? 'machine' : 'machines'}, ${active} active.`
  }
  throw (await driver.ended) ?? new Failure('host.lost')
}
