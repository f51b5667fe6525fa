import { readCpuSet } from '../../../lib/libvirt/cpu-set.ts'
import type { VcpuReport } from '../../../lib/libvirt/vcpus.ts'
import { nodeCpus } from './resources.ts'
import { online } from './vcpu-figures.ts'
import type { World, WorldDomain } from './world.ts'

/**
 * The virtual CPUs that are there. While the domain runs, so does each, on the last CPU that it may run on, and has
 * taken a ten-thousandth of the time since 1970 (testDomainGetVcpus).
 */
export function vcpusOf(world: World, { row, definition }: WorldDomain): VcpuReport[] {
  const { cpus, pins } = definition.figures
  const every = Array.from({ length: nodeCpus(world) }, (_, cpu) => cpu)
  const taken = Math.floor(world.clock.now() * 100)
  return online(definition.figures).map((vcpu) => {
    const set = pins.get(vcpu) ?? cpus
    const may = set === null ? every : (readCpuSet(set) ?? [])
    const mayHere = may.filter((cpu) => cpu < every.length)
    return row.id === null
      ? { vcpu, state: 'offline', cpu: null, cpuTime: null, cpus: mayHere }
      : { vcpu, state: 'running', cpu: may.at(-1) ?? null, cpuTime: taken, cpus: mayHere }
  })
}
