import type { DomainChanges } from '../../../lib/libvirt/changes.ts'
import { writeCpuSet } from '../../../lib/libvirt/cpu-set.ts'
import type { Schedule } from '../../../lib/libvirt/vcpus.ts'
import { affect, needsPresent } from './affected.ts'
import { withFigures } from './definition.ts'
import { refusal } from './refusal.ts'
import { online, withPin, withVcpus } from './vcpu-figures.ts'
import type { World, WorldDomain } from './world.ts'

/** testConnectGetMaxVcpus */
const mostVcpus = 32

/** The number of CPUs that a node has places for (VIR_NODEINFO_MAXCPUS). */
export const nodeCpus = ({ content }: World): number => {
  const { nodes, sockets, cores, threads } = content.node
  return nodes * sockets * cores * threads
}

/** One call of the test driver touches what runs or what is kept; for both there are two, here as one. */
export function setMemory(
  world: World,
  domain: WorldDomain,
  { memory, affects }: DomainChanges['setMemory'],
): void {
  affect(world, domain, affects, (before) => {
    if (memory > before.figures.maxMemory) {
      throw refusal('argument', 'cannot set memory higher than max memory')
    }
    return withFigures(before, { memory })
  })
}

export function setMaxMemory(
  world: World,
  domain: WorldDomain,
  { memory }: DomainChanges['setMaxMemory'],
): void {
  affect(world, domain, 'config', (before) => {
    const { inCells, mostMemory } = before.figures
    if (inCells) {
      const words =
        'initial memory size of a domain with NUMA nodes cannot be modified with this API'
      throw refusal('invalid', words)
    }
    if (mostMemory !== null && memory > mostMemory) {
      const words = 'cannot set initial memory size greater than the maximum memory size'
      throw refusal('invalid', words)
    }
    const inUse = Math.min(before.figures.memory, memory)
    return withFigures(before, { maxMemory: memory, memory: inUse })
  })
}

export function setVcpus(
  world: World,
  domain: WorldDomain,
  { vcpus, affects }: DomainChanges['setVcpus'],
): void {
  if (vcpus > mostVcpus) {
    const words = 'requested cpu amount exceeds maximum supported amount'
    throw refusal('argument', `${words} (${vcpus} > ${mostVcpus})`)
  }
  affect(world, domain, affects, (before) => {
    const { maxVcpus } = before.figures
    if (vcpus > maxVcpus) {
      throw refusal('argument', `requested cpu amount exceeds maximum (${vcpus} > ${maxVcpus})`)
    }
    return withFigures(before, withVcpus(before.figures, vcpus))
  })
}

/** Only of what runs: the test driver knows none of the flags that say more. */
export function pinVcpu(
  world: World,
  domain: WorldDomain,
  { vcpu, cpus, affects }: DomainChanges['pinVcpu'],
): void {
  needsPresent(domain, affects, 'testDomainPinVcpuFlags')
  if (domain.row.id === null) {
    throw refusal('invalid', 'cannot pin vcpus on an inactive domain')
  }
  const most = nodeCpus(world)
  const beyond = cpus.find((cpu) => cpu >= most)
  // virsh refuses that before it asks: a mask of the node's CPUs has no place for more.
  if (beyond !== undefined) throw refusal('argument', `CPU ${beyond} exceeds the maxcpu ${most}`)
  affect(world, domain, 'live', (before) => {
    if (!online(before.figures).includes(vcpu)) {
      throw refusal('argument', `requested vcpu '${vcpu}' is not present in the domain`)
    }
    const set = [...new Set(cpus)].sort((a, b) => a - b)
    return withFigures(before, withPin(before.figures, vcpu, writeCpuSet(set)))
  })
}

const weight = { name: 'weight', value: 50 }

/** The same of every domain, whatever it has been told. */
export const scheduleOf = (_: WorldDomain): Schedule => ({ type: 'fair', parameters: [weight] })

/** The test driver looks at what it is told and forgets it. */
export function setSchedule(
  _: World,
  domain: WorldDomain,
  { parameters, affects }: DomainChanges['setSchedule'],
): void {
  needsPresent(domain, affects, 'testDomainSetSchedulerParametersFlags')
  const names = new Set<string>()
  for (const { name, value } of parameters) {
    if (name !== weight.name) {
      throw refusal('parameter', `parameter '${name}' not supported`)
    }
    if (names.has(name)) throw refusal('argument', `parameter '${name}' occurs multiple times`)
    if (!Number.isInteger(value) || value < 0 || value > 0xffff_ffff) {
      throw refusal('argument', `invalid type for parameter '${name}', expected 'uint'`)
    }
    names.add(name)
  }
}
