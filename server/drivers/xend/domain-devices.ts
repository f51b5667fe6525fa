import { make, type XmlElement } from '../../../lib/xml/element.ts'
import { diskXml } from './device-disk.ts'
import { allGraphics, type GraphicsWish } from './device-graphics.ts'
import { hostDevicesXml } from './device-host.ts'
import { interfaceXml } from './device-interface.ts'
import { consoleOnSerial, portsXml } from './device-port.ts'
import { type Image, isHostDomain } from './image.ts'
import { imageDisksXml, inputsXml, soundsXml } from './image-devices.ts'
import { videoXml } from './image-features.ts'
import { listsOf, type Sexpr } from './sexpr.ts'
import { switchAt, textAt } from './values.ts'

const disks: readonly unknown[] = ['vbd', 'tap', 'tap2']

/** `<devices>`, in libvirt's order. */
export function devicesXml(
  domain: Sexpr,
  { hvm, settings }: Image,
  wish: GraphicsWish,
): XmlElement {
  const { id } = wish
  const devices = devicesIn(domain)
  const graphics = allGraphics(devices, settings, { ...wish, portById: wish.portById && hvm })
  const emulator = textAt(settings, 'device_model')
  const serials = hvm ? portsXml('serial', settings) : []
  return make('devices', {}, [
    ...(emulator === null ? [] : [make('emulator', {}, [emulator])]),
    ...disksXml(devices),
    ...(hvm ? imageDisksXml(settings) : []),
    ...listsOf(devices, 'vif').map((vif, index) =>
      interfaceXml(vif, id === null ? null : { id, index }),
    ),
    ...serials,
    ...(hvm ? portsXml('parallel', settings) : []),
    ...(hvm ? serials.slice(0, 1).map(consoleOnSerial) : consoleXml(id)),
    ...inputsXml(settings, hvm, graphics.length > 0),
    ...graphics,
    ...(hvm ? soundsXml(settings) : []),
    ...(hvm && graphics.length > 0 ? [videoXml({ hvm, settings })] : []),
    ...listsOf(devices, 'pci').flatMap(hostDevicesXml),
  ])
}

/** What each `(device (kind …))` holds. */
const devicesIn = (domain: Sexpr): Sexpr[] =>
  listsOf(domain, 'device').flatMap(([, inner]) => (inner === undefined ? [] : [inner]))

/** The one to boot from goes first. */
function disksXml(devices: readonly Sexpr[]): XmlElement[] {
  const found = devices.filter((one) => disks.includes(one[0]))
  const first = found.filter((one) => switchAt(one, 'bootable') === true)
  const rest = found.filter((one) => !first.includes(one))
  return [...first, ...rest].flatMap((one) => diskXml(one) ?? [])
}

/** Every paravirtual guest has one, said or not; which terminal it is on stands in xenstore only. */
const consoleXml = (id: number | null): XmlElement[] =>
  isHostDomain(id)
    ? []
    : [make('console', { type: 'pty' }, [make('target', { type: 'xen', port: 0 })])]
