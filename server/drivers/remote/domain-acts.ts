import type { DomainChange, DomainChanges } from '../../../lib/libvirt/changes.ts'
import type { RemoteClient } from '../../rpc/client.ts'
import { cpuMapOf } from './cpu-map.ts'
import { affectFlags, affecting, withFlags } from './flags.ts'
import { migrate } from './migrate.ts'
import type { Quirks } from './quirks.ts'
import type { DomainRef } from './read-domain.ts'
import { setSchedule } from './schedule.ts'

/** virDomainUndefineFlagsValues: managed save 1, snapshots' metadata 2, nvram 4, checkpoints' metadata 16. */
const undefineAll = 1 | 2 | 4 | 16
/** From all that goes with a definition to less: LXC knows none of the flags, Xen the first, QEMU before 5.6 no checkpoints. */
const undefineFlags = [undefineAll, 1 | 2 | 4, 1 | 2, 1, 0] as const

/** virDomainCoreDumpFlags. */
const dumpFlags = { crash: 1, live: 2 }
/** VIR_DOMAIN_MEM_MAXIMUM. */
const maximum = 4
/** Whom a change is asked of. `active` as it was told last. */
export interface Subject {
  dom: DomainRef
  active: boolean
}

export type DomainActs = {
  [K in DomainChange]: (subject: Subject, asked: DomainChanges[K]) => Promise<unknown>
}

/** Each change as its calls. */
export const domainActs = (calls: RemoteClient, quirks: Quirks): DomainActs => ({
  undefine: ({ dom }) =>
    withFlags(undefineFlags, (flags) => calls.domainUndefineFlags({ dom, flags })),
  rename: ({ dom }, { name }) => calls.domainRename({ dom, newName: name, flags: 0 }),
  setAutostart: ({ dom }, { on }) => calls.domainSetAutostart({ dom, autostart: on }),
  save: ({ dom }, { path }) => calls.domainSaveFlags({ dom, to: path, dxml: null, flags: 0 }),
  dump: ({ dom }, { path, live, crash }) => {
    const flags = (live ? dumpFlags.live : 0) | (crash ? dumpFlags.crash : 0)
    return calls.domainCoreDump({ dom, to: path, flags })
  },
  migrate: ({ dom }, asked) => migrate(calls, dom, asked),
  async setMemory({ dom }, { memory, affects }) {
    const parts =
      quirks.memoryApart && affects === 'both' ? (['config', 'live'] as const) : [affects]
    for (const part of parts) {
      await calls.domainSetMemoryFlags({ dom, memory, flags: affectFlags[part] })
    }
  },
  setMaxMemory: ({ dom }, { memory }) =>
    calls.domainSetMemoryFlags({ dom, memory, flags: affectFlags.config | maximum }),
  setVcpus: ({ dom }, { vcpus, affects }) =>
    calls.domainSetVcpusFlags({ dom, nvcpus: vcpus, flags: affectFlags[affects] }),
  pinVcpu: ({ dom, active }, { vcpu, cpus, affects }) =>
    affecting(affects, active, (flags) =>
      calls.domainPinVcpuFlags({ dom, vcpu, cpumap: cpuMapOf(cpus), flags }),
    ),
  setSchedule: (subject, asked) => setSchedule(calls, subject, asked, quirks.mostScheduling),
  attachDevice: ({ dom }, { xml, affects }) =>
    calls.domainAttachDeviceFlags({ dom, xml, flags: affectFlags[affects] }),
  detachDevice: ({ dom }, { xml, affects }) =>
    calls.domainDetachDeviceFlags({ dom, xml, flags: affectFlags[affects] }),
})
