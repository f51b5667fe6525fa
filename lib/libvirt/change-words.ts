import type { DomainChange, HostChange } from './changes.ts'

/** A person's words for each change; `loses` says what cannot be had back. */
export const changeWords: Record<
  DomainChange | HostChange,
  { label: string; asked: string; loses: string | null }
> = {
  define: { label: 'Define', asked: 'Asked to keep the definition', loses: null },
  create: { label: 'Create', asked: 'Asked to create', loses: null },
  restore: { label: 'Restore from a file', asked: 'Asked to restore', loses: null },
  undefine: {
    label: 'Delete',
    asked: 'Asked to delete',
    loses:
      'Its host forgets the definition, the list of its snapshots, a saved state and what its firmware kept. Disks stay where they are.',
  },
  rename: { label: 'Rename', asked: 'Asked to rename', loses: null },
  setAutostart: { label: 'Change autostart', asked: 'Asked to change autostart', loses: null },
  save: { label: 'Save to a file', asked: 'Asked to save to a file', loses: null },
  dump: { label: 'Dump memory to a file', asked: 'Asked to dump its memory', loses: null },
  migrate: { label: 'Migrate', asked: 'Asked to migrate', loses: null },
  setMemory: { label: 'Change memory', asked: 'Asked to change memory', loses: null },
  setMaxMemory: {
    label: 'Change maximum memory',
    asked: 'Asked to change maximum memory',
    loses: null,
  },
  setVcpus: { label: 'Change vCPUs', asked: 'Asked to change vCPUs', loses: null },
  pinVcpu: { label: 'Pin a vCPU', asked: 'Asked to pin a vCPU', loses: null },
  setSchedule: { label: 'Change scheduling', asked: 'Asked to change scheduling', loses: null },
  attachDevice: { label: 'Add a device', asked: 'Asked to add a device', loses: null },
  detachDevice: {
    label: 'Remove a device',
    asked: 'Asked to remove a device',
    loses: 'The guest loses the device. What is stored on a disk stays on its host.',
  },
}
