import type { Domain } from '../../../lib/libvirt/domain.ts'
import type { DomainAction } from '../../../lib/libvirt/domain-state.ts'
import type { RemoteClient } from '../../rpc/client.ts'
import type { DomainOps } from '../driver.ts'
import { ability, lacksCall } from './ability.ts'
import type { ChangeLanes } from './lanes.ts'
import type { Quirks } from './quirks.ts'
import { type DomainRef, refOf } from './read-domain.ts'
import { readSchedule } from './schedule.ts'
import { readVcpus } from './vcpus.ts'

/** VIR_DOMAIN_XML_INACTIVE. */
const inactiveXml = 2

type Actions = Record<DomainAction, (dom: DomainRef) => Promise<unknown>>

const actionsOf = (calls: RemoteClient): Actions => ({
  start: (dom) => calls.domainCreateWithFlags({ dom, flags: 0 }),
  suspend: (dom) => calls.domainSuspend({ dom }),
  resume: (dom) => calls.domainResume({ dom }),
  shutdown: (dom) => calls.domainShutdownFlags({ dom, flags: 0 }),
  reboot: (dom) => calls.domainReboot({ dom, flags: 0 }),
  reset: (dom) => calls.domainReset({ dom, flags: 0 }),
  destroy: (dom) => calls.domainDestroyFlags({ dom, flags: 0 }),
  managedSave: (dom) => calls.domainManagedSave({ dom, flags: 0 }),
})

/** Those that may take minutes. */
const long: ReadonlySet<DomainAction> = new Set(['start', 'managedSave'])

export interface DomainDeps {
  calls: RemoteClient
  known: ReadonlyMap<string, Domain>
  lanes: ChangeLanes
  quirks: Quirks
  screenshot: () => DomainOps['screenshot']
}

export function domainOps({ calls, known, lanes, quirks, screenshot }: DomainDeps): DomainOps {
  const acts = Object.entries(actionsOf(calls)).map(([name, act]) => {
    const lane = long.has(name as DomainAction) ? lanes.long : lanes.quick
    return [
      name,
      (uuid: string) => lane(async () => void (await act(refOf(uuid, known.get(uuid))))),
    ]
  })
  const vcpus = readable(readVcpus(calls, known))
  const schedule = readable(readSchedule(calls, known, quirks.mostScheduling))
  return {
    ...(Object.fromEntries(acts) as Record<DomainAction, (uuid: string) => Promise<void>>),
    get vcpus() {
      return vcpus()
    },
    get schedule() {
      return schedule()
    },
    async xml(uuid, inactive) {
      const dom = refOf(uuid, known.get(uuid))
      const { xml } = await calls.domainGetXmlDesc({ dom, flags: inactive ? inactiveXml : 0 })
      return xml
    },
    get screenshot() {
      return screenshot()
    },
  }
}

/** A reading, until the host says that it lacks it. */
const readable = <T>(read: (uuid: string) => Promise<T>) =>
  ability((asked) => (uuid: string) => asked(read(uuid)), lacksCall)
