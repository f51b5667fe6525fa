import type { DeviceField, DeviceTag } from './tables.ts'

/** What a running machine has of a device that its definition leaves to the host: the tap it got, the pty, the port. */
const given: Partial<Record<DeviceTag, readonly DeviceField[]>> = {
  interface: ['target'],
  graphics: ['port', 'socket', 'listen'],
  serial: ['source', 'service'],
  parallel: ['source', 'service'],
  console: ['source', 'service'],
  channel: ['source', 'service', 'port', 'address'],
  controller: ['address'],
  vsock: ['cid'],
}

/** "The host chooses", where a running machine has a number (`<graphics port>`). */
export const hostChooses = '-1'

/** Whether a value of a device may be there only while it runs, so that its absence later says nothing. */
export const leftToHost = (tag: DeviceTag, field: DeviceField): boolean =>
  given[tag]?.includes(field) ?? false
