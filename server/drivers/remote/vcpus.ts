import type { Domain } from '../../../lib/libvirt/domain.ts'
import { domainStateFromWire, isActive } from '../../../lib/libvirt/domain-state.ts'
import { type VcpuReport, vcpuStates } from '../../../lib/libvirt/vcpus.ts'
import type { RemoteClient } from '../../rpc/client.ts'
import { cpusOf, mapLength } from './cpu-map.ts'
import { unlessRefused } from './failures.ts'
import { affectFlags } from './flags.ts'
import { type DomainRef, refOf } from './read-domain.ts'

/** REMOTE_CPUMAP_MAX × 8, and REMOTE_VCPUINFO_MAX. */
const most = { cpus: 16_384, vcpus: 16_384 }
/** Pairs of a virtual and a real CPU in one answer: 512 beside 2,048. */
const mostPairs = 2 ** 20

/** How many a question is about. */
interface Size {
  vcpus: number
  cpus: number
}

/** The virtual CPUs of a domain, active or not. */
export const readVcpus =
  (calls: RemoteClient, known: ReadonlyMap<string, Domain>) =>
  async (uuid: string): Promise<VcpuReport[]> => {
    const dom = refOf(uuid, known.get(uuid))
    const [{ state, nrVirtCpu }, all] = await Promise.all([
      calls.domainGetInfo({ dom }),
      countCpus(calls),
    ])
    const cpus = Math.max(1, Math.min(all, most.cpus))
    const vcpus = Math.min(nrVirtCpu, most.vcpus, Math.floor(mostPairs / cpus))
    const read = isActive(domainStateFromWire(state)) ? readActive : readInactive
    return vcpus === 0 ? [] : read(calls, dom, { vcpus, cpus })
  }

async function readActive(
  calls: RemoteClient,
  dom: DomainRef,
  { vcpus, cpus }: Size,
): Promise<VcpuReport[]> {
  const asked = { dom, maxinfo: vcpus, maplen: mapLength(cpus) }
  const { info, cpumaps } = await calls.domainGetVcpus(asked)
  const maps = mapsOf(cpumaps, cpus)
  return info.slice(0, vcpus).map(({ number, state, cpu, cpuTime }, index) => ({
    vcpu: number,
    state: vcpuStates[state] ?? 'offline',
    cpu: cpu < 0 ? null : cpu,
    // 0 is "not known", as virsh takes it (tools/virsh-domain.c)
    cpuTime: cpuTime || null,
    cpus: maps(index),
  }))
}

/** Of one that is off only the pinning is told. */
async function readInactive(
  calls: RemoteClient,
  dom: DomainRef,
  { vcpus, cpus }: Size,
): Promise<VcpuReport[]> {
  const asked = { dom, ncpumaps: vcpus, maplen: mapLength(cpus), flags: affectFlags.config }
  const { num, cpumaps } = await calls.domainGetVcpuPinInfo(asked)
  const maps = mapsOf(cpumaps, cpus)
  return Array.from({ length: Math.max(0, Math.min(num, vcpus)) }, (_, vcpu) => ({
    vcpu,
    state: 'offline',
    cpu: null,
    cpuTime: null,
    cpus: maps(vcpu),
  }))
}

const mapsOf = (bytes: Uint8Array, cpus: number) => (index: number) => {
  const size = mapLength(cpus)
  return cpusOf(bytes.subarray(index * size, (index + 1) * size), cpus)
}

/** The node's CPUs, online or not: what a map has a bit for (VIR_NODEINFO_MAXCPUS where there is no better). */
async function countCpus(calls: RemoteClient): Promise<number> {
  const { ret } = await unlessRefused(
    calls.nodeGetCpuMap({ needMap: false, needOnline: false, flags: 0 }),
    { cpumap: new Uint8Array(), online: 0, ret: 0 },
  )
  if (ret > 0) return ret
  const { nodes, sockets, cores, threads } = await calls.nodeGetInfo()
  return nodes * sockets * cores * threads
}
