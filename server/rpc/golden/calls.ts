import type {
  Args,
  EventName,
  Events,
  Payload,
  ProcedureName,
  Procedures,
  Reply,
} from '../protocol.ts'
import { connectGolden } from './connect.ts'
import { domainGolden } from './domain.ts'
import type { eventsGolden } from './events.ts'
import type { GoldenCalls } from './golden.ts'
import { networkGolden } from './network.ts'
import { nodeGolden } from './node.ts'
import { qemuGolden } from './qemu.ts'
import { secretGolden } from './secret.ts'
import { snapshotGolden } from './snapshot.ts'
import { statsGolden } from './stats.ts'
import { storageGolden } from './storage.ts'
import { subscribeGolden } from './subscribe.ts'
import { tuningGolden } from './tuning.ts'

/** Every recorded call, one for each row. */
export const goldenCalls = {
  ...connectGolden,
  ...nodeGolden,
  ...subscribeGolden,
  ...domainGolden,
  ...tuningGolden,
  ...statsGolden,
  ...snapshotGolden,
  ...storageGolden,
  ...networkGolden,
  ...secretGolden,
  ...qemuGolden,
} satisfies GoldenCalls

const dom = { name: 'guest', uuid: '6f697261-7365-4000-8000-000000000001', id: 1 }
const of = { callbackId: 3, dom }

type Unheard = {
  [Name in Exclude<ProcedureName, keyof typeof goldenCalls>]: {
    why: string
    args: Args<Procedures[Name]>
    reply: Reply<Procedures[Name]>
  }
}

/** Rows without a recorded answer, and why; a row that is in neither table does not compile. */
export const unheardCalls = {
  authPolkit: { why: 'needs polkit on a system bus', args: {}, reply: { complete: true } },
  connectGetDomainCapabilities: {
    why: 'is one text of 8 kB',
    args: { emulatorbin: null, arch: 'x86_64', machine: 'q35', virttype: 'qemu', flags: 0 },
    reply: { capabilities: '<domainCapabilities/>' },
  },
  connectGetStoragePoolCapabilities: {
    why: 'is one text of 5 kB',
    args: { flags: 0 },
    reply: { capabilities: '<storagepoolCapabilities/>' },
  },
  domainAbortJob: { why: 'no job takes long enough', args: { dom }, reply: {} },
  qemuDomainAgentCommand: {
    why: 'needs an agent in a guest',
    args: { dom, cmd: '{"execute":"guest-ping"}', timeout: -1, flags: 0 },
    reply: { result: '{"return":{}}' },
  },
} satisfies Unheard

type UnheardEvents = {
  [Name in Exclude<EventName, keyof typeof eventsGolden>]: {
    why: string
    payload: Payload<Events[Name]>
  }
}

const byGuest = 'needs a guest system that does it'

/** Events that no libvirtd could be brought to send. */
export const unheardEvents = {
  domainRtcChange: { why: byGuest, payload: { ...of, offset: -3600 } },
  domainWatchdog: { why: byGuest, payload: { ...of, action: 2 } },
  domainIoError: {
    why: 'needs a failing disk',
    payload: { ...of, srcPath: '/dev/sda', devAlias: 'virtio-disk0', action: 1 },
  },
  domainIoErrorReason: {
    why: 'needs a failing disk',
    payload: { ...of, srcPath: '', devAlias: 'virtio-disk0', action: 1, reason: 'enospc' },
  },
  domainControlError: { why: 'needs a broken monitor', payload: of },
  domainPmWakeup: { why: byGuest, payload: { callbackId: 3, reason: 0, dom } },
  domainPmSuspend: { why: byGuest, payload: { callbackId: 3, reason: 0, dom } },
  domainPmSuspendDisk: { why: byGuest, payload: { callbackId: 3, reason: 0, dom } },
  domainBalloonChange: { why: byGuest, payload: { ...of, actual: 1_048_576 } },
  domainDeviceRemovalFailed: { why: byGuest, payload: { ...of, devAlias: 'net1' } },
  domainMemoryFailure: {
    why: 'needs broken memory',
    payload: { ...of, recipient: 1, action: 2, flags: 3 },
  },
  domainMemoryDeviceSizeChange: {
    why: byGuest,
    payload: { ...of, alias: 'virtiomem0', size: 131_072 },
  },
  domainNicMacChange: {
    why: 'is newer than 9.0',
    payload: { ...of, alias: 'net0', oldMac: '52:54:00:00:00:01', newMac: '52:54:00:00:00:02' },
  },
  networkMetadataChange: {
    why: 'is newer than 9.0',
    payload: { callbackId: 1, net: { name: 'default', uuid: dom.uuid }, type: 0, nsuri: null },
  },
  nodeDeviceUpdate: {
    why: 'needs udev',
    payload: { callbackId: 1, dev: { name: 'net_eth0' } },
  },
  connectClosed: { why: 'only the vz driver sends it', payload: { reason: 1 } },
} satisfies UnheardEvents
