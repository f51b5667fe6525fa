import type { DomainChanges } from '../../../lib/libvirt/changes.ts'
import type { KiB } from '../../../lib/units.ts'
import { withEntry } from './definition-of.ts'
import { readFigures } from './figures.ts'
import { mayAffect } from './reach.ts'
import { listsOf } from './sexpr.ts'
import { invalid } from './shape.ts'
import { memoryAt } from './values.ts'
import type { Subject, XendDomains } from './xend-domains.ts'

const inMebibytes = (memory: KiB): number => Math.ceil(memory / 1024)

/** xends before 3.1 take more than there may be, and say nothing. */
export async function setMemory(
  domains: XendDomains,
  subject: Subject,
  { memory, affects }: DomainChanges['setMemory'],
): Promise<void> {
  mayAffect(subject.row, affects, { reach: 'both', can: domains.can })
  const most = memoryAt(await domains.told(subject), 'maxmem')
  const asked = inMebibytes(memory)
  if (most !== null && most > 0 && asked * 1024 > most) {
    throw invalid(`It may have at most ${most / 1024} MiB.`)
  }
  await domains.calls.memTargetSet(subject.name, asked)
}

/** What it has goes down with what it may have. */
export async function setMaxMemory(
  { calls }: XendDomains,
  { row, name }: Subject,
  { memory }: DomainChanges['setMaxMemory'],
): Promise<void> {
  const asked = inMebibytes(memory)
  if (row.memory > asked * 1024) await calls.memTargetSet(name, asked)
  await calls.maxmemSet(name, asked)
}

export async function setVcpus(
  domains: XendDomains,
  subject: Subject,
  { vcpus, affects }: DomainChanges['setVcpus'],
): Promise<void> {
  const { calls, can } = domains
  mayAffect(subject.row, affects, { reach: 'both', can })
  const most = await mostVcpus(domains, subject)
  if (most !== null && vcpus > most) throw invalid(`It may have at most ${most} virtual CPUs.`)
  if (subject.row.id === null && can.vcpusOfInactive === 'most') {
    const mask = String((1n << BigInt(vcpus)) - 1n)
    await domains.redefine(subject, (before) => withEntry(before, 'vcpu_avail', mask))
  } else await calls.setVcpus(subject.name, vcpus)
}

/** As many as the hypervisor gave it, or its definition has; null: the definition has this one number. */
async function mostVcpus(domains: XendDomains, subject: Subject): Promise<number | null> {
  const { calls, can } = domains
  if (subject.row.id !== null) return listsOf(await calls.vcpuinfo(subject.name), 'vcpu').length
  if (can.vcpusOfInactive === 'all') return null
  return readFigures(await domains.told(subject)).maxVcpus
}

/** Of an inactive domain it is its definition, of an active one both. */
export async function pinVcpu(
  domains: XendDomains,
  subject: Subject,
  { vcpu, cpus, affects }: DomainChanges['pinVcpu'],
): Promise<void> {
  mayAffect(subject.row, affects, { reach: 'both', can: domains.can })
  const beyond = cpus.find((cpu) => cpu >= domains.cpus)
  if (beyond !== undefined) throw invalid(`This host has no CPU ${beyond}.`)
  const { maxVcpus } = readFigures(await domains.told(subject))
  if (vcpu >= maxVcpus) throw invalid(`It has no virtual CPU ${vcpu}.`)
  await domains.calls.pincpu(subject.name, { vcpu, cpus })
}
