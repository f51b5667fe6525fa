import type { DomainChanges, HostChange, HostChanges } from '../../../lib/libvirt/changes.ts'
import type { ChangeOps } from '../driver.ts'
import { domainChanges, type KnownChange } from './domain-changes.ts'
import { hostChanges } from './host-changes.ts'
import { willing } from './life.ts'
import { refusal } from './refusal.ts'
import type { World } from './world.ts'

/** What libvirt calls each change where it refuses one to a read-only connection. */
const calls: Record<KnownChange | HostChange, string> = {
  undefine: 'virDomainUndefineFlags',
  rename: 'virDomainRename',
  setAutostart: 'virDomainSetAutostart',
  save: 'virDomainSave',
  dump: 'virDomainCoreDump',
  setMemory: 'virDomainSetMemoryFlags',
  setMaxMemory: 'virDomainSetMemoryFlags',
  setVcpus: 'virDomainSetVcpusFlags',
  pinVcpu: 'virDomainPinVcpu',
  setSchedule: 'virDomainSetSchedulerParameters',
  define: 'virDomainDefineXML',
  create: 'virDomainCreateXML',
  restore: 'virDomainRestore',
}

/** All that an opening of a world may change of it. */
export function changeOps(world: () => World, readOnly: boolean): ChangeOps {
  const needsRight = (name: keyof typeof calls) => {
    if (readOnly) throw refusal('readOnly', `read only access prevents ${calls[name]}`)
  }
  const ofDomain =
    <K extends KnownChange>(name: K) =>
    async (uuid: string, asked: DomainChanges[K]): Promise<void> => {
      needsRight(name)
      domainChanges[name](world(), willing(world(), uuid, name), asked)
    }
  const ofHost =
    <K extends HostChange>(name: K) =>
    async (asked: HostChanges[K]): Promise<string> => {
      needsRight(name)
      return hostChanges[name](world(), asked)
    }
  return {
    undefine: ofDomain('undefine'),
    rename: ofDomain('rename'),
    setAutostart: ofDomain('setAutostart'),
    save: ofDomain('save'),
    dump: ofDomain('dump'),
    migrate: null,
    setMemory: ofDomain('setMemory'),
    setMaxMemory: ofDomain('setMaxMemory'),
    setVcpus: ofDomain('setVcpus'),
    pinVcpu: ofDomain('pinVcpu'),
    setSchedule: ofDomain('setSchedule'),
    attachDevice: null,
    detachDevice: null,
    define: ofHost('define'),
    create: ofHost('create'),
    restore: ofHost('restore'),
    renameActive: false,
  }
}
