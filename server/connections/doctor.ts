import type { Clock } from '../../lib/clock.ts'
import type { Surroundings } from '../../lib/contract/http.ts'
import type { Rung as Climbed } from '../../lib/contract/opening.ts'
import { asFailure, Failure } from '../../lib/failure.ts'
import { isActive } from '../../lib/libvirt/domain-state.ts'
import type { Open } from '../../lib/libvirt/plan-types.ts'
import type { Asker } from '../../lib/libvirt/question.ts'
import { unattended } from '../../lib/libvirt/unattended.ts'
import { triesNext, waysOf, wayWords } from '../drivers/candidates.ts'
import type { Driver, OpenOptions } from '../drivers/driver.ts'
import { abilitiesOf } from './doctor-abilities.ts'
import { climbWith } from './doctor-climb.ts'
import { diagnose, lookCloser } from './doctor-diagnosis.ts'
import { readPlan } from './doctor-plan.ts'
import { type Break, Ladder } from './ladder.ts'
import { type Step, steps, stepsFor } from './ladder-steps.ts'
import { openedInTime } from './opened-in-time.ts'
import { RungLimit } from './rung-limit.ts'

export interface Examination {
  uri: string
  readOnly: boolean
  surroundings: Surroundings
  openDriver(plan: Open, options: OpenOptions): Promise<Driver>
  clock: Clock
  signal?: AbortSignal | undefined
  /** Who answers what the host asks; nobody, unless somebody is given. */
  asker?: Asker | undefined
  /** Told of the whole ladder each time something of it changes; what is returned is the last of it. */
  onRungs?: ((rungs: Climbed[]) => void) | undefined
}

/**
 * Opens a URI step by step and closes it again. Never throws for what is wrong with the URI or the host:
 * that is the rung that failed, with advice; those above it are not tried.
 */
export async function examine(examination: Examination): Promise<Climbed[]> {
  const { clock, onRungs } = examination
  const ladder = new Ladder(clock, onRungs)
  ladder.way = stepsFor(null)
  const plan = planOrFail(ladder, examination)
  if (plan !== null) await tryWays(ladder, plan, examination)
  return ladder.rungs()
}

function planOrFail(ladder: Ladder, examination: Examination): Open | null {
  try {
    return readPlan(ladder, examination)
  } catch (cause) {
    ladder.fail(diagnose(ladder.step, asFailure(cause), null))
    return null
  }
}

/** Each way that leads nowhere is told of, with rungs of its own, before the next is tried. */
async function tryWays(ladder: Ladder, plan: Open, examination: Examination): Promise<void> {
  const ways = waysOf(plan)
  const advice: Break['advice'] = []
  for (const [at, dial] of ways.entries()) {
    const way = { ...dial, warnings: plan.warnings }
    const failure = await tryWay(ladder, way, examination)
    if (failure === null) return
    const broken = diagnose(ladder.step, await lookCloser(ladder.step, failure, way), way)
    advice.push(...broken.advice)
    const next = ways[at + 1]
    if (next === undefined || !triesNext(failure) || isOpen(ladder.step)) {
      return ladder.fail({ ...broken, advice })
    }
    ladder.pass('', [broken.finding, `${wayWords(next)} is tried next.`])
  }
}

const isOpen = (step: Step): boolean => steps.indexOf(step) > steps.indexOf('open')

/** Why it does not lead to a hypervisor, or null: it does. */
async function tryWay(
  ladder: Ladder,
  way: Open,
  examination: Examination,
): Promise<Failure | null> {
  const { clock, signal = new AbortController().signal } = examination
  ladder.way = stepsFor(way)
  const limit = new RungLimit(clock, signal)
  try {
    await tryDriver(ladder, way, limit, examination)
    return null
  } catch (cause) {
    return limit.failure ?? asFailure(cause)
  } finally {
    limit.end()
  }
}

async function tryDriver(
  ladder: Ladder,
  plan: Open,
  limit: RungLimit,
  examination: Examination,
): Promise<void> {
  const { readOnly, clock, openDriver, asker = unattended } = examination
  const [first = 'open'] = stepsFor(plan).slice(stepsFor(null).indexOf('plan') + 1)
  ladder.begin(first)
  const { signal } = limit
  const climb = climbWith({ ladder, limit, plan, asker })
  const opening = openDriver(plan, { readOnly, signal, ...climb })
  const driver = await openedInTime(opening, limit, (late) => late.close())
  try {
    if (ladder.step === 'file') {
      ladder.pass(`${plan.options.file} is there and makes sense.`)
      ladder.begin('open')
    }
    const { hypervisor, hostname } = driver
    ladder.pass(`Hypervisor ${hypervisor}${hostname === null ? '' : ` on ${hostname}`}.`)
    ladder.begin('list')
    limit.start('listing')
    ladder.pass(await listed(driver, signal))
    limit.stop()
    ladder.begin('version')
    ladder.pass(versionOf(driver))
    ladder.begin('abilities')
    const { finding, warnings } = await abilitiesOf(driver, readOnly, clock)
    ladder.pass(finding, warnings)
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

function versionOf({ version, libraryVersion }: Driver): string {
  const known = [version && `hypervisor ${version}`, libraryVersion && `libvirt ${libraryVersion}`]
  return known.filter(Boolean).join(', ') || 'The host tells no version.'
}
