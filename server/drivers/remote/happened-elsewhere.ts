import type { HostEvent } from '../../../lib/libvirt/events.ts'
import type { RemoteClient } from '../../rpc/client.ts'
import { events } from '../../rpc/protocol.ts'
import type { EventRow } from '../../rpc/row.ts'
import { plainLine } from '../plain.ts'

/** The two calls of one kind of object's events. */
export interface Registry {
  register(calls: RemoteClient, eventId: number): Promise<{ callbackId: number }>
  deregister(calls: RemoteClient, callbackId: number): Promise<unknown>
}

/** One kind of message about something that is no domain: how to ask for it and what it says. */
export interface Elsewhere {
  row: EventRow<unknown>
  registry: Registry
  event(payload: unknown): HostEvent
}

const elsewhere = <P>(
  row: EventRow<P>,
  registry: Registry,
  event: (payload: P) => HostEvent,
): Elsewhere => ({
  row: row as EventRow<unknown>,
  registry,
  event: (payload) => event(payload as P),
})

const words = (known: readonly string[], number: number) => known[number] ?? `event ${number}`
const definedWords = ['defined', 'undefined', 'started', 'stopped']
const poolWords = [...definedWords, 'created', 'deleted']
const deviceWords = ['created', 'deleted', 'defined', 'undefined']

const networks: Registry = {
  register: (calls, eventId) => calls.connectNetworkEventRegisterAny({ eventId, net: null }),
  deregister: (calls, callbackId) => calls.connectNetworkEventDeregisterAny({ callbackId }),
}
const pools: Registry = {
  register: (calls, eventId) => calls.connectStoragePoolEventRegisterAny({ eventId, pool: null }),
  deregister: (calls, callbackId) => calls.connectStoragePoolEventDeregisterAny({ callbackId }),
}
const nodeDevices: Registry = {
  register: (calls, eventId) => calls.connectNodeDeviceEventRegisterAny({ eventId, dev: null }),
  deregister: (calls, callbackId) => calls.connectNodeDeviceEventDeregisterAny({ callbackId }),
}
const secrets: Registry = {
  register: (calls, eventId) => calls.connectSecretEventRegisterAny({ eventId, secret: null }),
  deregister: (calls, callbackId) => calls.connectSecretEventDeregisterAny({ callbackId }),
}

const ofNetwork = (net: { name: string; uuid: string }, event: string, detail = ''): HostEvent => ({
  object: 'network',
  name: plainLine(net.name),
  uuid: net.uuid,
  event,
  detail: plainLine(detail),
})
const ofPool = (pool: { name: string; uuid: string }, event: string): HostEvent => ({
  object: 'pool',
  name: plainLine(pool.name),
  uuid: pool.uuid,
  event,
  detail: '',
})
const ofDevice = (dev: { name: string }, event: string): HostEvent => ({
  object: 'node-device',
  name: plainLine(dev.name),
  uuid: null,
  event,
  detail: '',
})
const ofSecret = (secret: { uuid: string; usageId: string }, event: string): HostEvent => ({
  object: 'secret',
  name: plainLine(secret.usageId || secret.uuid),
  uuid: secret.uuid,
  event,
  detail: '',
})

/** Lifecycles of networks, pools, node devices and secrets, for the log. */
export const elsewheres: readonly Elsewhere[] = [
  elsewhere(events.networkLifecycle, networks, ({ net, event }) =>
    ofNetwork(net, words(definedWords, event)),
  ),
  elsewhere(events.networkMetadataChange, networks, ({ net, nsuri }) =>
    ofNetwork(net, 'metadata changed', nsuri ?? ''),
  ),
  elsewhere(events.storagePoolLifecycle, pools, ({ pool, event }) =>
    ofPool(pool, words(poolWords, event)),
  ),
  elsewhere(events.storagePoolRefresh, pools, ({ pool }) => ofPool(pool, 'refreshed')),
  elsewhere(events.nodeDeviceLifecycle, nodeDevices, ({ dev, event }) =>
    ofDevice(dev, words(deviceWords, event)),
  ),
  elsewhere(events.nodeDeviceUpdate, nodeDevices, ({ dev }) => ofDevice(dev, 'updated')),
  elsewhere(events.secretLifecycle, secrets, ({ secret, event }) =>
    ofSecret(secret, words(definedWords, event)),
  ),
  elsewhere(events.secretValueChanged, secrets, ({ secret }) => ofSecret(secret, 'value changed')),
]
