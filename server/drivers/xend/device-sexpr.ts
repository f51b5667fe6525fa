import { valueAt } from '../../../lib/xml/fields.ts'
import { diskSexpr, isImageDisk } from './device-disk-sexpr.ts'
import { hostDevicesSexpr } from './device-host.ts'
import { interfaceSexpr } from './device-interface.ts'
import { readRoot } from './domain-sexpr.ts'
import type { Sexpr } from './sexpr.ts'
import { invalid, type Shape, unsupported } from './shape.ts'

/**
 * One device for `device_create`: the inner `(vbd …)`. Throws Failure request.invalid for what is no device, and
 * host.unsupported for one that xend cannot add to a domain.
 */
export function deviceSexpr(xml: string, shape: Shape): readonly Sexpr[] {
  const device = readRoot(xml, 'disk', 'interface', 'hostdev')
  if (device.name === 'interface') return interfaceSexpr(device, shape)
  if (device.name === 'hostdev') return hostDevicesSexpr([device])
  if (isImageDisk(device, shape)) throw unsupported('such a drive without a new definition')
  return diskSexpr(device, shape)
}

/** What a device is known by among those of its domain. */
export type DeviceHandle =
  | { type: 'disk'; target: string }
  | { type: 'vif'; mac: string }
  | { type: 'pci'; config: Sexpr }

/** The handle of the device that an XML means. Throws Failure as `deviceSexpr` does. */
export function deviceHandle(xml: string, shape: Shape): DeviceHandle {
  const device = readRoot(xml, 'disk', 'interface', 'hostdev')
  if (device.name === 'hostdev') return { type: 'pci', config: hostDevicesSexpr([device]) }
  if (device.name === 'interface') {
    const mac = valueAt(device, 'mac/@address')
    if (mac === null) throw invalid('The network card has no address to know it by.')
    return { type: 'vif', mac: mac.toLowerCase() }
  }
  if (isImageDisk(device, shape)) throw unsupported('such a drive without a new definition')
  const target = valueAt(device, 'target/@dev')
  if (target === null) throw invalid('A disk has no target name.')
  return { type: 'disk', target }
}
