import type { Clock } from '../../../lib/clock.ts'
import type { Domain } from '../../../lib/libvirt/domain.ts'
import { isActive } from '../../../lib/libvirt/domain-state.ts'
import type { RemoteClient } from '../../rpc/client.ts'
import type { DomainSample, Sample, StatsOps } from '../driver.ts'
import type { BulkStats } from './bulk-stats.ts'
import { inWindow } from './calls.ts'
import { answeredNo } from './failures.ts'
import { nodeStats } from './node-stats.ts'
import { refOf } from './read-domain.ts'
import { sampleOf } from './stats-fields.ts'

/** Of hosts without bulk figures, so many domains are asked one by one each time, and so many for their traffic. */
const mostAskedSingly = 1_000
const mostAskedForTraffic = 100

export interface StatsDeps {
  calls: RemoteClient
  bulk: BulkStats
  known: ReadonlyMap<string, Domain>
  clock: Clock
}

/** Figures of the node and of every active domain, in one call where the hypervisor has it. */
export function statsOps(deps: StatsDeps): StatsOps {
  const node = nodeStats(deps.calls)
  const domainsOf = domainStats(deps)
  return {
    async sample(signal): Promise<Sample> {
      const at = deps.clock.now()
      const [ofNode, domains] = await Promise.all([node(signal), domainsOf(signal)])
      return { at, node: ofNode, domains }
    },
  }
}

/** Bulk figures, until a hypervisor turns out to fill them with nothing: then domain by domain. */
function domainStats(deps: StatsDeps): (signal: AbortSignal) => Promise<DomainSample[]> {
  const asked = ['state', 'cpu', 'balloon', 'vcpu', 'interface', 'block'] as const
  let empty = false
  return async (signal) => {
    if (empty) return singly(deps, signal)
    const records = await deps.bulk.read(asked, { active: true, signal })
    const samples = records?.map(({ dom, params }) => sampleOf(dom.uuid, params)) ?? []
    if (samples.some(({ cpuTime, memory }) => cpuTime !== null || memory !== null)) return samples
    empty = samples.length > 0
    return singly(deps, signal)
  }
}

/** libvirt's oldest calls, which every hypervisor has. */
async function singly(deps: StatsDeps, signal: AbortSignal): Promise<DomainSample[]> {
  const active = [...deps.known.values()].filter(({ state }) => isActive(state))
  const asked = active.slice(0, mostAskedSingly).map((domain, place) => ({ domain, place }))
  const samples = await inWindow(asked, async ({ domain, place }) => {
    signal.throwIfAborted()
    const figures = deps.calls.domainGetInfo({ dom: refOf(domain.uuid, domain) }).catch(nothing)
    const [known, traffic] =
      place < mostAskedForTraffic
        ? await Promise.all([figures, trafficOf(deps.calls, domain)])
        : [await figures, noTraffic]
    if (known === null) return null
    const { cpuTime, nrVirtCpu: vcpus, memory } = known
    return { uuid: domain.uuid, cpuTime, vcpus, memory, ...traffic }
  })
  return samples.filter((sample) => sample !== null)
}

type Traffic = Pick<DomainSample, 'diskRead' | 'diskWrite' | 'netIn' | 'netOut'>
const noTraffic: Traffic = { diskRead: null, diskWrite: null, netIn: null, netOut: null }

async function trafficOf(calls: RemoteClient, domain: Domain): Promise<Traffic> {
  const dom = refOf(domain.uuid, domain)
  const targets = domain.details?.interfaces.flatMap(({ target }) => target ?? []) ?? []
  const [disks, interfaces] = await Promise.all([
    Promise.all(
      (domain.details?.disks ?? []).map(({ target: path }) =>
        calls.domainBlockStats({ dom, path }).catch(nothing),
      ),
    ),
    Promise.all(
      targets.map((device) => calls.domainInterfaceStats({ dom, device }).catch(nothing)),
    ),
  ])
  return {
    diskRead: sum(disks.map((disk) => disk?.rdBytes)),
    diskWrite: sum(disks.map((disk) => disk?.wrBytes)),
    netIn: sum(interfaces.map((one) => one?.rxBytes)),
    netOut: sum(interfaces.map((one) => one?.txBytes)),
  }
}

/** libvirt says -1 for "not known". */
function sum(figures: (number | undefined)[]): number | null {
  const known = figures.filter((one) => one !== undefined && one >= 0) as number[]
  return known.length === 0 ? null : known.reduce((all, one) => all + one, 0)
}

/** A host's "no" to one question is an unknown figure: the domain may have stopped, the driver may lack it. */
function nothing(cause: unknown): null {
  if (answeredNo(cause)) return null
  throw cause
}
