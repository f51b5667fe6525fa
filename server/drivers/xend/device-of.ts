import { hostDevicesXml } from './device-host.ts'
import type { DeviceHandle } from './device-sexpr.ts'
import { listsOf, type Sexpr } from './sexpr.ts'
import { textAt } from './values.ts'

/** `(vbd …)`, `(vif …)` and so on. */
type Device = readonly Sexpr[]

const disks: readonly unknown[] = ['vbd', 'tap', 'tap2']

/** The device of a domain that a handle means, or null. Of host devices there is one list for all. */
export const deviceOf = (domain: Sexpr, handle: DeviceHandle): Device | null =>
  listsOf(domain, 'device')
    .flatMap(([, device]) => (device === undefined || typeof device === 'string' ? [] : [device]))
    .find((device) => isMeant(device, handle)) ?? null

/** The name by which a guest knows a disk, whatever else xend has put around it. */
export const targetOf = (disk: Sexpr): string =>
  (textAt(disk, 'dev') ?? '').replace(/^ioemu:/, '').replace(/:(?:cdrom|disk)$/, '')

export const isCdrom = (device: Sexpr): boolean =>
  textAt(device, 'dev')?.endsWith(':cdrom') === true

function isMeant(device: Device, handle: DeviceHandle): boolean {
  if (handle.type === 'disk') return disks.includes(device[0]) && targetOf(device) === handle.target
  if (device[0] !== handle.type) return false
  if (handle.type === 'vif') return textAt(device, 'mac')?.toLowerCase() === handle.mac
  const wanted = placesOf(handle.config)
  return placesOf(device).some((place) => wanted.includes(place))
}

/** A definition with one more device, or another in place of `instead`. */
export function withDevice(definition: Sexpr, device: Device, instead: Device | null): Sexpr {
  if (typeof definition === 'string') return definition
  const hosts = device[0] === 'pci' ? hostDevicesOf(definition) : null
  if (hosts !== null) return replaced(definition, hosts, [...hosts, ...device.slice(1)])
  return instead === null
    ? [...definition, ['device', device]]
    : replaced(definition, instead, device)
}

/** A definition without a device that it has. */
export function withoutDevice(definition: Sexpr, device: Device, handle: DeviceHandle): Sexpr {
  if (typeof definition === 'string') return definition
  if (handle.type !== 'pci') return replaced(definition, device, null)
  const gone = placesOf(handle.config)
  const left = device.filter((one) => !placesOf(['pci', one]).some((place) => gone.includes(place)))
  return replaced(definition, device, listsOf(left, 'dev').length === 0 ? null : left)
}

const hostDevicesOf = (definition: readonly Sexpr[]): Device | null =>
  listsOf(definition, 'device').flatMap((one) => listsOf(one, 'pci'))[0] ?? null

const replaced = (definition: readonly Sexpr[], old: Device, by: Device | null): Sexpr =>
  definition.flatMap((one) => {
    if (typeof one === 'string' || one[0] !== 'device' || one[1] !== old) return [one]
    return by === null ? [] : [['device', by]]
  })

/** Where the devices of a `(pci …)` are on the host, each as one text however it is spelled. */
const placesOf = (pci: Sexpr): string[] => hostDevicesXml(pci).map((one) => JSON.stringify(one))
