import type { XmlElement } from '../element.ts'
import { hostChooses, leftToHost } from './left-to-host.ts'
import { type DeviceField, deviceTables, isDeviceTag } from './tables.ts'

/** A person's word for each value of a device. */
const words: Record<DeviceField, string> = {
  type: 'Type',
  device: 'Device type',
  mode: 'Mode',
  managed: 'Managed by the host',
  model: 'Model',
  mac: 'MAC address',
  bus: 'Bus',
  target: 'Target',
  source: 'Source',
  pool: 'Storage pool',
  format: 'Format',
  driver: 'Driver',
  access: 'Access mode',
  readOnly: 'Read-only',
  shareable: 'Shareable',
  cache: 'Cache mode',
  discard: 'Discard mode',
  serial: 'Serial number',
  portGroup: 'Port group',
  script: 'Script',
  link: 'Link state',
  listen: 'Listens on',
  port: 'Port',
  socket: 'Socket',
  host: 'Host',
  service: 'Port',
  protocol: 'Protocol',
  targetType: 'Target type',
  name: 'Name',
  clipboard: 'Clipboard sharing',
  vendor: 'Vendor',
  product: 'Product',
  adapter: 'Adapter',
  uuid: 'UUID',
  startup: 'When missing at the start',
  rom: 'ROM BAR',
  index: 'Number',
  ports: 'Ports',
  vectors: 'Vectors',
  queues: 'Queues',
  address: 'Address',
  codec: 'Codec',
  memory: 'Video memory, KiB',
  heads: 'Heads',
  acceleration: '3D acceleration',
  action: 'Action',
  version: 'Version',
  bytes: 'Bytes a period',
  period: 'Period',
  auto: 'Chosen by the host',
  cid: 'Context id',
  deflate: 'Deflates when memory is short',
}

export interface DeviceFact {
  name: string
  value: string
}

/** A value of a device as it is, and as it will be after the next start; null: it has none. */
export interface ComparedFact {
  name: string
  now: string | null
  later: string | null
}

const shown = (value: unknown): string | null => {
  if (value === true) return 'yes'
  return value === null || value === false ? null : String(value)
}

const valuesOf = (device: XmlElement): [DeviceField, string | null][] =>
  isDeviceTag(device.name)
    ? Object.entries(deviceTables[device.name].read(device)).map(([field, value]) => [
        field as DeviceField,
        shown(value),
      ])
    : []

/** What a device is, as names and values. Of one that has no table: its own attributes, by their names. */
export function factsOf(device: XmlElement): DeviceFact[] {
  if (!isDeviceTag(device.name)) {
    return device.attributes.map(({ name, value }) => ({ name, value }))
  }
  return valuesOf(device).flatMap(([field, value]) =>
    value === null ? [] : { name: words[field], value },
  )
}

/** The facts of a device beside what they will be. What the host chooses anew at each start is told as it is now. */
export function comparedFacts(now: XmlElement, later: XmlElement): ComparedFact[] {
  const tag = now.name
  if (!isDeviceTag(tag)) {
    return factsOf(now).map(({ name, value }) => ({ name, now: value, later: value }))
  }
  const after = new Map(valuesOf(later))
  return valuesOf(now).flatMap(([field, value]) => {
    const then = after.get(field) ?? null
    const open = leftToHost(tag, field) && (then === null || then === hostChooses)
    if (value === null && then === null) return []
    return { name: words[field], now: value, later: open ? value : then }
  })
}
