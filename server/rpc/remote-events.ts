import {
  domain,
  network,
  nodeDevice,
  nullable,
  pool,
  secret,
  string,
  typedParams,
} from './objects.ts'
import { remote } from './row.ts'
import { i32, i64, list, struct, u32, u64 } from './xdr.ts'

/** Every message of the callback families begins with the id that registering gave. */
const callbackId = i32
const of = { callbackId, dom: domain }
const address = struct({ family: i32, node: string, service: string })
const subject = list(struct({ type: string, name: string }), 20)
const ioError = { ...of, srcPath: string, devAlias: string, action: i32 }
const lifecycle = { event: i32, detail: i32 }

/** The third argument is the event's number when registering (virDomainEventID and its kin). */
export const domainEvents = {
  domainLifecycle: remote.event(318, { ...of, ...lifecycle }, 0),
  domainReboot: remote.event(319, of, 1),
  domainRtcChange: remote.event(320, { ...of, offset: i64 }, 2),
  domainWatchdog: remote.event(321, { ...of, action: i32 }, 3),
  domainIoError: remote.event(322, ioError, 4),
  domainGraphics: remote.event(
    323,
    { ...of, phase: i32, local: address, remote: address, authScheme: string, subject },
    5,
  ),
  domainIoErrorReason: remote.event(324, { ...ioError, reason: string }, 6),
  domainControlError: remote.event(325, of, 7),
  domainBlockJob: remote.event(326, { ...of, path: string, type: i32, status: i32 }, 8),
  domainDiskChange: remote.event(
    327,
    { ...of, oldSrcPath: nullable, newSrcPath: nullable, devAlias: string, reason: i32 },
    9,
  ),
  domainTrayChange: remote.event(328, { ...of, devAlias: string, reason: i32 }, 10),
  // In these three, and only in them, the reason comes before the domain.
  domainPmWakeup: remote.event(329, { callbackId, reason: i32, dom: domain }, 11),
  domainPmSuspend: remote.event(330, { callbackId, reason: i32, dom: domain }, 12),
  domainPmSuspendDisk: remote.event(332, { callbackId, reason: i32, dom: domain }, 14),
  domainBalloonChange: remote.event(331, { ...of, actual: u64 }, 13),
  domainDeviceRemoved: remote.event(333, { ...of, devAlias: string }, 15),
  domainBlockJob2: remote.event(339, { ...of, dst: string, type: i32, status: i32 }, 16),
  domainTunable: remote.event(346, { ...of, params: typedParams(2048) }, 17),
  domainAgentLifecycle: remote.event(348, { ...of, state: i32, reason: i32 }, 18),
  domainDeviceAdded: remote.event(354, { ...of, devAlias: string }, 19),
  domainMigrationIteration: remote.event(359, { ...of, iteration: i32 }, 20),
  domainJobCompleted: remote.event(363, { ...of, params: typedParams(64) }, 21),
  domainDeviceRemovalFailed: remote.event(367, { ...of, devAlias: string }, 22),
  domainMetadataChange: remote.event(379, { ...of, type: i32, nsuri: nullable }, 23),
  domainBlockThreshold: remote.event(
    385,
    { ...of, dev: string, path: nullable, threshold: u64, excess: u64 },
    24,
  ),
  domainMemoryFailure: remote.event(423, { ...of, recipient: i32, action: i32, flags: u32 }, 25),
  domainMemoryDeviceSizeChange: remote.event(438, { ...of, alias: string, size: u64 }, 26),
  domainNicMacChange: remote.event(
    453,
    { ...of, alias: string, oldMac: string, newMac: string },
    27,
  ),
}

/** Events of everything that is not a domain; no libvirt tells of volumes, snapshots, interfaces or leases. */
export const otherEvents = {
  networkLifecycle: remote.event(315, { callbackId, net: network, ...lifecycle }, 0),
  networkMetadataChange: remote.event(
    446,
    { callbackId, net: network, type: i32, nsuri: nullable },
    1,
  ),
  storagePoolLifecycle: remote.event(370, { callbackId, pool, ...lifecycle }, 0),
  storagePoolRefresh: remote.event(373, { callbackId, pool }, 1),
  nodeDeviceLifecycle: remote.event(376, { callbackId, dev: nodeDevice, ...lifecycle }, 0),
  nodeDeviceUpdate: remote.event(377, { callbackId, dev: nodeDevice }, 1),
  secretLifecycle: remote.event(382, { callbackId, secret, ...lifecycle }, 0),
  secretValueChanged: remote.event(383, { callbackId, secret }, 1),
  /** reason: 0 error, 1 end of file, 2 keepalive, 3 client. */
  connectClosed: remote.event(362, { reason: i32 }),
}
