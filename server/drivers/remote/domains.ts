import type { Domain } from '../../../lib/libvirt/domain.ts'
import type { DomainAction } from '../../../lib/libvirt/domain-state.ts'
import type { RemoteClient } from '../../rpc/client.ts'
import type { DomainOps } from '../driver.ts'
import { lanes } from './lanes.ts'
import { type DomainRef, refOf } from './read-domain.ts'

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

/**
 * The channel has four places at the host. Actions take three of them at most, and the long ones two, so
 * that reading goes on while machines are saved, and one that hangs can be forced off.
 */
export function domainOps(
  calls: RemoteClient,
  known: ReadonlyMap<string, Domain>,
  screenshot: () => DomainOps['screenshot'],
): DomainOps {
  const [any, slow] = [lanes(3), lanes(2)]
  const acts = Object.entries(actionsOf(calls)).map(([name, act]) => {
    const once = (uuid: string) => any(async () => void (await act(refOf(uuid, known.get(uuid)))))
    const queued = (uuid: string) => slow(() => once(uuid))
    return [name, long.has(name as DomainAction) ? queued : once]
  })
  return {
    ...(Object.fromEntries(acts) as Record<DomainAction, (uuid: string) => Promise<void>>),
    vcpus: null,
    schedule: null,
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
