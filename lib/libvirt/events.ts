/** virDomainEventType and the details of each, in wire order (include/libvirt/libvirt-domain.h). */
const lifecycleEvents = {
  defined: ['added', 'updated', 'renamed', 'from snapshot'],
  undefined: ['removed', 'renamed'],
  started: ['booted', 'migrated', 'restored', 'from snapshot', 'wakeup'],
  suspended: [
    'paused',
    'migrated',
    'I/O error',
    'watchdog',
    'restored',
    'from snapshot',
    'API error',
    'post-copy',
    'post-copy failed',
  ],
  resumed: ['unpaused', 'migrated', 'from snapshot', 'post-copy', 'post-copy failed'],
  stopped: ['shut down', 'destroyed', 'crashed', 'migrated', 'saved', 'failed', 'from snapshot'],
  shutdown: ['finished', 'by the guest', 'by the host'],
  pmsuspended: ['to memory', 'to disk'],
  crashed: ['panicked', 'crash-loaded'],
} as const satisfies Record<string, readonly string[]>

export type LifecycleEvent = keyof typeof lifecycleEvents
export const lifecycleNames = Object.keys(lifecycleEvents) as [LifecycleEvent, ...LifecycleEvent[]]

export const lifecycleFromWire = (
  event: number,
  detail: number,
): { event: LifecycleEvent | null; detail: string } => {
  const name = lifecycleNames[event] ?? null
  const details: readonly string[] = name === null ? [] : lifecycleEvents[name]
  return { event: name, detail: details[detail] ?? `detail ${detail}` }
}

/** One line of a connection's log: something the host told us of, in words ready for the screen. */
export interface HostEvent {
  /** Which kind of object, and which one. `uuid` is null for objects that have none (node devices). */
  object: 'domain' | 'network' | 'pool' | 'node-device' | 'secret' | 'connection'
  name: string
  uuid: string | null
  /** `started`, `reboot`, `watchdog`, `device added` … */
  event: string
  /** `booted`, the device's alias, the path … or empty. */
  detail: string
}
