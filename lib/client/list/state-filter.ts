import type { DomainRow } from '../../contract/live.ts'
import { isActive } from '../../libvirt/domain-state.ts'

type Stateful = Pick<DomainRow, 'state' | 'managedSave'>

/** The words after `state:`, the person's and libvirt's alike, and what each means. */
export const stateFilters: Record<string, (domain: Stateful) => boolean> = {
  running: ({ state }) => state === 'running' || state === 'blocked',
  paused: ({ state }) => state === 'paused',
  off: ({ state }) => state === 'shutoff',
  saved: ({ state, managedSave }) => state === 'shutoff' && managedSave,
  crashed: ({ state }) => state === 'crashed',
  suspended: ({ state }) => state === 'pmsuspended',
  stopping: ({ state }) => state === 'shutdown',
  active: ({ state }) => isActive(state),
  inactive: ({ state }) => !isActive(state),
  shutoff: ({ state }) => state === 'shutoff',
  blocked: ({ state }) => state === 'blocked',
  pmsuspended: ({ state }) => state === 'pmsuspended',
  nostate: ({ state }) => state === 'nostate',
}

const squeezed = (value: string) => value.replace(/[\s_-]/g, '')

/** Every meaning a word has, also while it is still being typed: `ru` already means running. */
export const statesNamed = (value: string): ((domain: Stateful) => boolean)[] => {
  const word = squeezed(value)
  const exact = stateFilters[word]
  if (exact !== undefined && Object.hasOwn(stateFilters, word)) return [exact]
  return Object.entries(stateFilters)
    .filter(([name]) => name.startsWith(word))
    .map(([, test]) => test)
}
