import type { DomainChanges } from '../../../lib/libvirt/changes.ts'
import type { Schedule } from '../../../lib/libvirt/vcpus.ts'
import { cannot, mayAffect } from './reach.ts'
import type { CreditSchedule } from './resource-calls.ts'
import { invalid } from './shape.ts'
import { wholeAt } from './values.ts'
import type { Subject, XendDomains } from './xend-domains.ts'

export async function readSchedule(domains: XendDomains, subject: Subject): Promise<Schedule> {
  const { weight, cap } = await readCredit(domains, subject)
  return {
    type: 'credit',
    parameters: [
      { name: 'weight', value: weight },
      { name: 'cap', value: cap },
    ],
  }
}

export async function setSchedule(
  domains: XendDomains,
  subject: Subject,
  { parameters, affects }: DomainChanges['setSchedule'],
): Promise<void> {
  const { calls, can } = domains
  mayAffect(subject.row, affects, { reach: can.creditIsKept ? 'both' : 'live', can })
  if (subject.row.id === null && !can.creditOfInactive) {
    throw cannot('This xend tells its scheduler of machines that run, and of no others.')
  }
  const before = await readCredit(domains, subject)
  const asked = { ...before }
  for (const { name, value } of parameters) asked[checkedName(name)] = checkedValue(name, value)
  if (asked.cap !== before.cap && !can.creditIsKept) {
    throw cannot('This xend cannot change a cap.')
  }
  await calls.schedCreditSet(subject.name, asked)
}

/** Of one that is off, what it would start with. */
async function readCredit(domains: XendDomains, subject: Subject): Promise<CreditSchedule> {
  const { calls, can } = domains
  if (subject.row.id !== null || can.creditOfInactive) return calls.schedCreditGet(subject.name)
  const told = await domains.told(subject)
  return {
    weight: wholeAt(told, limits.weight[1], 'cpu_weight') ?? 256,
    cap: wholeAt(told, limits.cap[1], 'cpu_cap') ?? 0,
  }
}

/** XEN_SCHEDOP weights, and a hundred of cap for each CPU; more than the domain has, xend refuses. */
const limits = { weight: [1, 65_535], cap: [0, 100 * 65_535] } as const

const isKnown = (name: string): name is keyof typeof limits => Object.hasOwn(limits, name)

function checkedName(name: string): keyof typeof limits {
  if (isKnown(name)) return name
  throw invalid(`The credit scheduler has no number “${name}”.`)
}

function checkedValue(name: string, value: number): number {
  const [least, most] = limits[checkedName(name)]
  if (Number.isInteger(value) && value >= least && value <= most) return value
  throw invalid(`“${name}” is a whole number from ${least} to ${most}.`)
}
