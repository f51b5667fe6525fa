/** virDomainState in libvirt's own order (include/libvirt/libvirt-domain.h): the index is the number on the wire. */
export const domainStates = [
  'nostate',
  'running',
  'blocked',
  'paused',
  'shutdown',
  'shutoff',
  'crashed',
  'pmsuspended',
] as const
export type DomainState = (typeof domainStates)[number]

/** virDomain*Reason for each state, in wire order (libvirt-domain.h); the words are virsh's of `domstate --reason`. */
const domainReasons = {
  nostate: ['unknown'],
  running: [
    'unknown',
    'booted',
    'migrated',
    'restored',
    'from snapshot',
    'unpaused',
    'migration canceled',
    'save canceled',
    'event wakeup',
    'crashed',
    'post-copy',
    'post-copy failed',
  ],
  blocked: ['unknown'],
  paused: [
    'unknown',
    'user',
    'migrating',
    'saving',
    'dumping',
    'I/O error',
    'watchdog',
    'from snapshot',
    'shutting down',
    'creating snapshot',
    'crashed',
    'starting up',
    'post-copy',
    'post-copy failed',
    'api error',
  ],
  shutdown: ['unknown', 'user'],
  shutoff: [
    'unknown',
    'shutdown',
    'destroyed',
    'crashed',
    'migrated',
    'saved',
    'failed',
    'from snapshot',
    'daemon',
  ],
  crashed: ['unknown', 'panicked'],
  pmsuspended: ['unknown'],
} as const satisfies Record<DomainState, readonly string[]>

export const domainStateFromWire = (value: number): DomainState => domainStates[value] ?? 'nostate'

/** The reason's word; a number newer than this table is shown as itself rather than hidden. */
export const domainReasonFromWire = (state: DomainState, value: number): string =>
  (domainReasons[state] as readonly string[])[value] ?? `reason ${value}`

/** What a person can ask of a domain's life, and the states that allow it (src/qemu/qemu_driver.c, checked on the real one). */
const allowed = {
  start: ['shutoff'],
  suspend: ['running', 'blocked'],
  resume: ['paused'],
  shutdown: ['running', 'blocked', 'paused'],
  reboot: ['running', 'blocked', 'paused'],
  reset: ['running', 'blocked', 'paused', 'crashed'],
  destroy: ['running', 'blocked', 'paused', 'shutdown', 'crashed', 'pmsuspended', 'nostate'],
  managedSave: ['running', 'blocked', 'paused'],
} as const satisfies Record<string, readonly DomainState[]>

export type DomainAction = keyof typeof allowed
export const domainActions = Object.keys(allowed) as [DomainAction, ...DomainAction[]]

/**
 * A domain has an id and uses the node's memory now. So has a crashed one: the hypervisor keeps it to be looked at
 * (`<on_crash>preserve`), else it would be shut off with the reason “crashed”.
 */
export const isActive = (state: DomainState): boolean => state !== 'shutoff'

/** What `whyNot` must know of a domain. `persistent` decides whether a saved image could be kept. */
export interface ActionSubject {
  state: DomainState
  persistent: boolean
}

/** Why an action cannot be done now, as a sentence, or null when it can. Buttons, menus, palette and server all ask here. */
export function whyNot(action: DomainAction, domain: ActionSubject): string | null {
  const states: readonly DomainState[] = allowed[action]
  if (action === 'start' && domain.state === 'crashed') {
    return 'It has crashed and is kept as it was: force it off first.'
  }
  if (action === 'start' && isActive(domain.state)) return 'It is already running.'
  if (action === 'resume' && !states.includes(domain.state)) return 'It is not paused.'
  if (action === 'suspend' && domain.state === 'paused') return 'It is already paused.'
  if (!states.includes(domain.state)) {
    return isActive(domain.state) ? 'Its present state does not allow this.' : 'It is not running.'
  }
  if (action === 'managedSave' && !domain.persistent) {
    return 'It is transient: its host would forget it once it is saved.'
  }
  return null
}
