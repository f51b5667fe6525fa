import type { Domain } from '../../../lib/libvirt/domain.ts'
import type { RemoteClient } from '../../rpc/client.ts'
import { figure } from '../../rpc/typed-param.ts'
import type { BulkStats, StatsRecord } from './bulk-stats.ts'
import { inWindow } from './calls.ts'
import { answeredNo, failedWith, unlessRefused } from './failures.ts'
import {
  type DomainRef,
  domainOf,
  type Figures,
  type Flags,
  readFigures,
  readFlags,
  type WireState,
} from './read-domain.ts'

/** virConnectListAllDomainsFlags. */
const filters = { persistent: 4, managedSave: 256, autostart: 1024 } as const

/** QEMU's driver trips over a domain whose process is just going; an event about it follows. */
const unknownState: WireState = { state: 0, reason: 0 }
const unknownFigures: Figures = { vcpus: 0, memory: 0, maxMemory: 0 }

/**
 * Every domain, active or not, without its definition. Five calls whatever their number, where the
 * hypervisor tells all figures at once; else one or two more for each domain.
 */
export async function readListing(calls: RemoteClient, bulk: BulkStats): Promise<Domain[]> {
  const [all, sets, records] = await Promise.all([
    listed(calls, 0),
    readSets(calls),
    bulk.read(['state', 'balloon', 'vcpu'], { active: false }),
  ])
  const byUuid = new Map(records?.map((record) => [record.dom.uuid, told(record)]))
  const rows = await inWindow(all, (dom) =>
    ifPresent(async () => {
      const { state, figures } = byUuid.get(dom.uuid) ?? { state: null, figures: null }
      const [wire, numbers, flags] = await Promise.all([
        state ?? unlessRefused(calls.domainGetState({ dom, flags: 0 }), unknownState),
        figures ?? unlessRefused(readFigures(calls, dom), unknownFigures),
        sets?.(dom.uuid) ?? readFlags(calls, dom),
      ])
      return domainOf(dom, wire, numbers, flags)
    }),
  )
  return rows.filter((row) => row !== null)
}

const listed = async (calls: RemoteClient, flags: number): Promise<DomainRef[]> =>
  (await calls.connectListAllDomains({ needResults: true, flags })).domains

/** Who is persistent, autostarted and saved, as three lists; null when this hypervisor cannot filter so. */
async function readSets(calls: RemoteClient): Promise<((uuid: string) => Flags) | null> {
  const set = async (flags: number) => new Set((await listed(calls, flags)).map(({ uuid }) => uuid))
  try {
    const [persistent, managedSave, autostart] = await Promise.all([
      set(filters.persistent),
      set(filters.managedSave),
      set(filters.autostart),
    ])
    return (uuid) => ({
      persistent: persistent.has(uuid),
      managedSave: managedSave.has(uuid),
      autostart: autostart.has(uuid),
    })
  } catch (cause) {
    if (answeredNo(cause)) return null
    throw cause
  }
}

/** What a record of bulk statistics says; null for the part that is not wholly there. */
function told({ params }: StatsRecord): { state: WireState | null; figures: Figures | null } {
  const fields = new Map(params.map((param) => [param.field, figure(param)]))
  const [state, reason] = [fields.get('state.state'), fields.get('state.reason')]
  const vcpus = fields.get('vcpu.current')
  const [memory, maxMemory] = [fields.get('balloon.current'), fields.get('balloon.maximum')]
  return {
    state: state == null || reason == null ? null : { state, reason },
    figures:
      vcpus == null || memory == null || maxMemory == null ? null : { vcpus, memory, maxMemory },
  }
}

/** Null when the domain has gone since it was listed. */
const ifPresent = (read: () => Promise<Domain>): Promise<Domain | null> =>
  read().catch((cause: unknown) => {
    if (failedWith(cause, 'domain.missing')) return null
    throw cause
  })
