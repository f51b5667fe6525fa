import { domainChanges, hostChanges } from './changes.ts'
import type { DomainAction } from './domain-state.ts'

/** Whose log: of the daemon that we speak to, or of the hypervisor below it. */
export const hostLogs = ['daemon', 'hypervisor'] as const
export type HostLog = (typeof hostLogs)[number]

/** Of the actions of a domain's life, those that not every hypervisor knows. */
const rareActions = ['reset', 'managedSave'] as const satisfies DomainAction[]
export type RareAction = (typeof rareActions)[number]

/**
 * All that one hypervisor has and another may lack. `renameActive`: a domain may be renamed while it runs, and one
 * that is not kept; `vcpus`, `schedule` and `log` can be read, a `screenshot` taken, `consoles` looked into, and
 * a serial one be sent a break.
 */
export const abilities = [
  ...rareActions,
  ...domainChanges,
  ...hostChanges,
  'renameActive',
  'vcpus',
  'schedule',
  'log',
  'screenshot',
  'consoles',
  'sendBreak',
] as const
export type Ability = (typeof abilities)[number]
