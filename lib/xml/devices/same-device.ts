import { attribute, child, children, text, type XmlElement } from '../element.ts'
import { hostChooses, leftToHost } from './left-to-host.ts'
import { type DeviceField, deviceTables, isDeviceTag } from './tables.ts'

/** Whether everything that `later` says is so in `now`, child by child in their order. */
function says(now: XmlElement, later: XmlElement): boolean {
  for (const { name, value } of later.attributes) {
    if (attribute(now, name) !== value && value !== hostChooses) return false
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
  const tag = now.name
  const before = new Map<string, unknown>(Object.entries(deviceTables[tag].read(now)))
  return Object.entries(deviceTables[tag].read(later)).some(
    ([field, value]) =>
      (value === null || value === false) &&
      before.get(field) !== value &&
      !leftToHost(tag, field as DeviceField),
  )
}

/**
 * Whether a device will be after the next start what it is now. A running machine's XML says more than its definition
 * does (aliases, taps, ports), so it is asked whether the definition's words hold of it, and whether any was dropped.
 */
export const sameDevice = (now: XmlElement, later: XmlElement): boolean =>
  now.name === later.name && says(essence(now), essence(later)) && !lost(now, later)
