import type { DomainSample, NodeSample, Sample } from '../driver.ts'
import type { World, WorldDomain } from './world.ts'

/** Figures of the whole world at this moment. */
export function sampleWorld(world: World): Sample {
  const at = world.clock.now()
  const active = world.domains().filter(({ row }) => row.id !== null)
  return {
    at,
    node: nodeSample(world, active, at),
    domains: active.map((domain) =>
      domain.meter === null ? fabricated(domain, at) : measured(domain, at),
    ),
  }
}

/**
 * libvirt's own figures, which it makes of the time of day (testDomainGetInfo, testDomainBlockStats,
 * testDomainInterfaceStats, testDomainMemoryStats): one CPU-second every second whatever the state, half of the
 * memory, and the same traffic on each disk and interface.
 */
function fabricated({ row }: WorldDomain, at: number): DomainSample {
  const microseconds = at * 1000
  const disks = row.details?.disks.length ?? 0
  const interfaces = row.details?.interfaces.length ?? 0
  const counted = (divisor: number, devices: number) =>
    devices === 0 ? null : devices * Math.floor(microseconds / divisor)
  return {
    uuid: row.uuid,
    cpuTime: microseconds * 1000,
    vcpus: row.vcpus,
    memory: Math.floor(row.memory / 2),
    diskRead: counted(20, disks),
    diskWrite: counted(40, disks),
    netIn: counted(10, interfaces),
    netOut: counted(20, interfaces),
  }
}

function measured({ row, meter }: WorldDomain, at: number): DomainSample {
  const cpu = meter?.total('cpu', at) ?? null
  const memory = meter?.value('memory', at) ?? null
  const counted = (measure: 'disk-read' | 'disk-write' | 'net-in' | 'net-out') => {
    const total = meter?.total(measure, at) ?? null
    return total === null ? null : Math.floor(total)
  }
  return {
    uuid: row.uuid,
    cpuTime: cpu === null ? null : Math.floor(nanoseconds(cpu) * row.vcpus),
    vcpus: row.vcpus,
    memory: memory === null ? null : Math.floor((row.memory * memory) / 100),
    diskRead: counted('disk-read'),
    diskWrite: counted('disk-write'),
    netIn: counted('net-in'),
    netOut: counted('net-out'),
  }
}

/** Percent times seconds as nanoseconds of one CPU. */
const nanoseconds = (spent: number) => spent * 1e7

/** The node itself takes a little too: percent of all its CPUs, and of its memory. */
const own = { cpu: 1.5, memory: 4 }

/**
 * A world whose load moves has a node to match. Otherwise libvirt's constants (testNodeGetCPUStats: user and
 * kernel, then idle and waiting), which make a node that does nothing; memory in use it cannot tell.
 */
function nodeSample(world: World, active: WorldDomain[], at: number): NodeSample {
  const { cpus, memory } = world.content.node
  if (world.domains().every(({ meter }) => meter === null)) {
    const cpuBusy = 9_797_400_000 + 34_678_723_400_000
    const cpuIdle = 87_264_900_000 + 763_600_000
    return { cpuBusy, cpuIdle, memoryUsed: null, memoryTotal: memory }
  }
  const elapsed = (at - world.openedAt) / 1000
  const busy = Math.min(100 * cpus * elapsed, world.spent() + own.cpu * cpus * elapsed)
  const held = active.reduce((sum, { row }) => sum + row.memory, (memory * own.memory) / 100)
  return {
    cpuBusy: Math.floor(nanoseconds(busy)),
    cpuIdle: Math.floor(nanoseconds(100 * cpus * elapsed - busy)),
    memoryUsed: Math.floor(Math.min(memory, held)),
    memoryTotal: memory,
  }
}
