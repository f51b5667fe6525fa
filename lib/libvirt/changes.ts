import type { KiB } from '../units.ts'

/** What a change of an active, persistent domain is to touch: what runs, what runs next, or both (VIR_DOMAIN_AFFECT_*). */
export const affects = ['live', 'config', 'both'] as const
export type Affects = (typeof affects)[number]

/** Characters of a definition: one of a hundred devices takes 100 KiB, and a request at most 1 MiB. */
export const mostXml = 524_288

/** One number that a scheduler goes by: weight, cap, cpu_shares … (virTypedParameter). */
export interface ScheduleParameter {
  name: string
  value: number
}

/** What can be asked of one domain besides its life's eight actions. Paths are of the hypervisor's host. */
export interface DomainChanges {
  undefine: Record<never, never>
  rename: { name: string }
  setAutostart: { on: boolean }
  save: { path: string }
  dump: { path: string; live: boolean; crash: boolean }
  /** To wherever `destination` leads as seen from the host: a libvirt URI, or for xend a host. It is kept there, not here. */
  migrate: { destination: string; live: boolean }
  setMemory: { memory: KiB; affects: Affects }
  setMaxMemory: { memory: KiB }
  setVcpus: { vcpus: number; affects: Affects }
  pinVcpu: { vcpu: number; cpus: readonly number[]; affects: Affects }
  setSchedule: { parameters: readonly ScheduleParameter[]; affects: Affects }
  attachDevice: { xml: string; affects: Affects }
  detachDevice: { xml: string; affects: Affects }
}
export type DomainChange = keyof DomainChanges

/** What can be asked of a host: it may make a domain. */
export interface HostChanges {
  /** A new persistent domain, or another definition of the one with this uuid. */
  define: { xml: string }
  /** Runs at once and is forgotten when it stops. */
  create: { xml: string; paused: boolean }
  restore: { path: string }
}
export type HostChange = keyof HostChanges

/** What a domain must be for a change: inactive, active, with a definition that is kept. */
export const changeNeeds = {
  undefine: ['inactive', 'persistent'],
  rename: ['inactive', 'persistent'],
  setAutostart: ['persistent'],
  save: ['active'],
  dump: ['active'],
  migrate: ['active'],
  setMemory: [],
  setMaxMemory: ['inactive'],
  setVcpus: [],
  pinVcpu: [],
  setSchedule: [],
  attachDevice: [],
  detachDevice: [],
} as const satisfies Record<DomainChange, readonly ('active' | 'inactive' | 'persistent')[]>

export const domainChanges = Object.keys(changeNeeds) as [DomainChange, ...DomainChange[]]
export const hostChanges = ['define', 'create', 'restore'] as const satisfies HostChange[]
