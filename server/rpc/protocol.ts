import { qemuEvents, qemuRows } from './qemu-protocol.ts'
import { connectRows, nodeRows } from './remote-connect.ts'
import { domainRows } from './remote-domain.ts'
import { domainEvents, otherEvents } from './remote-events.ts'
import {
  interfaceRows,
  networkRows,
  nodeDeviceRows,
  nwfilterRows,
  secretRows,
} from './remote-network.ts'
import { snapshotRows } from './remote-snapshot.ts'
import { statsRows } from './remote-stats.ts'
import { storageRows } from './remote-storage.ts'
import { subscribeRows } from './remote-subscribe.ts'
import { tuningRows } from './remote-tuning.ts'
import type { EventRow, Marks, Procedure } from './row.ts'

/** Every procedure we can call, by libvirt's name without its prefix. */
export const procedures = {
  ...connectRows,
  ...nodeRows,
  ...subscribeRows,
  ...domainRows,
  ...tuningRows,
  ...statsRows,
  ...snapshotRows,
  ...storageRows,
  ...networkRows,
  ...interfaceRows,
  ...nodeDeviceRows,
  ...nwfilterRows,
  ...secretRows,
  ...qemuRows,
}
export type Procedures = typeof procedures
export type ProcedureName = keyof Procedures
export type Args<P> = P extends Procedure<infer A, infer _R, Marks> ? A : never
export type Reply<P> = P extends Procedure<infer _A, infer R, Marks> ? R : never

/** Every message a daemon may send by itself. */
export const events = { ...domainEvents, ...otherEvents, ...qemuEvents }
export type Events = typeof events
export type EventName = keyof Events
export type Payload<E> = E extends EventRow<infer P> ? P : never
