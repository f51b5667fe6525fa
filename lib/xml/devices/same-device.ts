import { attribute, child, children, text, type XmlElement } from '../element.ts'
import { type DeviceField, type DeviceTag, deviceTables, isDeviceTag } from './tables.ts'

/** What a running machine has of a device that its definition leaves to the host: the tap it got, the pty, the port. */
const given: Partial<Record<DeviceTag, readonly DeviceField[]>> = {
  interface: ['target'],
  graphics: ['port', 'socket', 'listen'],
  serial: ['source', 'service'],
  parallel: ['source', 'service'],
  console: ['source', 'service'],
  channel: ['source', 'service', 'port', 'address'],
  vsock: ['cid'],
}

/** -1 stands for "the host chooses" where a running machine has a number (`<graphics port>`). */
const leftOpen = (value: string) => value === '-1'

/** Whether everything that `later` says is so in `now`, child by child in their order. */
function says(now: XmlElement, later: XmlElement): boolean {
  for (const { name, value } of later.attributes) {
    if (attribute(now, name) !== value && !leftOpen(value)) return false
  }
  if (text(now).trim() !== text(later).trim()) return false
  const there = new Map<string, XmlElement[]>()
  for (const one of children(now)) there.set(one.name, [...(there.get(one.name) ?? []), one])
  return children(later).every((one) => {
    const match = there.get(one.name)?.shift()
    return match !== undefined && says(match, one)
  })
}

/**
 * A device's own place on a bus is the host's business, and may differ between now and later. QEMU tells no format of
 * an empty drive while it runs.
 */
function essence(device: XmlElement): XmlElement {
  const empty = device.name === 'disk' && child(device, 'source') === null
  const left = empty ? ['address', 'driver'] : ['address']
  return {
    ...device,
    children: device.children.filter(
      (node) => node.kind !== 'element' || !left.includes(node.name),
    ),
  }
}

/** Whether something that counts has been taken out of the definition of a device. */
function lost(now: XmlElement, later: XmlElement): boolean {
  if (!isDeviceTag(now.name)) return false
  const table = deviceTables[now.name]
  const after = Object.entries(table.read(later))
  const before = new Map<string, unknown>(Object.entries(table.read(now)))
  const free: readonly string[] = given[now.name] ?? []
  return after.some(
    ([field, value]) =>
      (value === null || value === false) &&
      before.get(field) !== value &&
      field !== 'address' &&
      !free.includes(field),
  )
}

/**
 * Whether a device will be after the next start what it is now. A running machine's XML says more than its definition
 * does (aliases, taps, ports), so it is asked whether the definition's words hold of it, and whether any was dropped.
 */
export const sameDevice = (now: XmlElement, later: XmlElement): boolean =>
  now.name === later.name && says(essence(now), essence(later)) && !lost(now, later)
