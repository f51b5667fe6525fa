import { attribute, child, children, type XmlElement } from '../../../lib/xml/element.ts'
import { valueAt } from '../../../lib/xml/fields.ts'
import { required, word } from './checked-attribute.ts'
import { isDiskName } from './disk-xml.ts'
import { fault } from './refusal.ts'

const diskTypes = [
  ...['none', 'block', 'file', 'dir', 'network', 'volume', 'nvme', 'vhostuser'],
] as const
const diskDevices = ['disk', 'cdrom', 'floppy', 'lun'] as const
const diskBuses = [
  ...['none', 'ide', 'fdc', 'scsi', 'virtio', 'xen', 'usb', 'uml', 'sata', 'sd'],
] as const
const interfaceTypes = [
  ...['user', 'ethernet', 'vhostuser', 'server', 'client', 'mcast', 'network', 'bridge'],
  ...['internal', 'direct', 'hostdev', 'udp', 'vdpa', 'null', 'vds'],
] as const
const graphicsTypes = ['sdl', 'vnc', 'rdp', 'desktop', 'spice', 'egl-headless'] as const
const controllerTypes = [
  ...['ide', 'fdc', 'scsi', 'sata', 'virtio-serial', 'ccid', 'usb', 'pci', 'xenbus', 'isa'],
] as const

/** The mistakes that people are likely to make in devices; libvirt knows hundreds. Throws Failure in its words. */
export function refuseDevices(domain: XmlElement): void {
  const devices = child(domain, 'devices')
  if (devices === null) return
  const disks = children(devices, 'disk')
  for (const disk of disks) refuseDisk(disk)
  refuseTwinDisks(disks)
  for (const one of children(devices, 'interface')) refuseInterface(one)
  for (const one of children(devices, 'graphics')) {
    required(one, 'type')
    word(one, 'type', graphicsTypes)
  }
  for (const one of children(devices, 'controller')) word(one, 'type', controllerTypes)
  refuseBoot(domain, children(devices))
}

/** Where each kind of disk says what it is of. */
const sources: Record<string, string> = {
  ...{ file: 'file', block: 'dev', dir: 'dir', volume: 'pool', network: 'protocol' },
}

function refuseDisk(disk: XmlElement): void {
  const type = word(disk, 'type', diskTypes) ?? 'file'
  const device = word(disk, 'device', diskDevices) ?? 'disk'
  const source = valueAt(disk, `source/@${sources[type] ?? 'name'}`)
  const name = valueAt(disk, 'target/@dev')
  if (name === null) {
    throw fault(null, `missing target information for device ${source ?? ''}`.trimEnd())
  }
  const target = child(disk, 'target')
  if (target !== null) word(target, 'bus', diskBuses)
  const empty = device === 'cdrom' || device === 'floppy' || !(type in sources)
  if (source === null && !empty) {
    throw fault(null, `missing source information for device ${name}`)
  }
  if (isDiskName(name)) return
  if (child(disk, 'address') !== null) {
    throw fault('internal error', `Invalid harddisk device name: ${name}`)
  }
  throw fault('XML error', `Unknown disk name '${name}' and no address specified`)
}

function refuseTwinDisks(disks: readonly XmlElement[]): void {
  const before = new Map<string | null, string | null>()
  for (const disk of disks) {
    const name = valueAt(disk, 'target/@dev')
    const source = valueAt(disk, 'source/@file') ?? valueAt(disk, 'source/@dev')
    const twin = before.get(name)
    if (twin !== undefined) {
      const words = `for disk sources '${twin ?? '<null>'}' and '${source ?? '<null>'}'`
      throw fault('XML error', `target '${name}' duplicated ${words}`)
    }
    before.set(name, source)
  }
}

/** Those that lead nowhere in particular. */
const sourceless = ['user', 'ethernet', 'null', 'hostdev']

function refuseInterface(one: XmlElement): void {
  const type = word(one, 'type', interfaceTypes) ?? 'user'
  const mac = child(one, 'mac')
  const address = mac && attribute(mac, 'address')
  if (address !== null) refuseMac(address)
  if (!sourceless.includes(type) && child(one, 'source') === null) {
    throw fault('XML error', `interface type='${type}' requires a 'source' element`)
  }
}

function refuseMac(address: string): void {
  if (!/^[0-9a-f]{1,2}(?::[0-9a-f]{1,2}){5}$/i.test(address)) {
    throw fault('XML error', `unable to parse mac address '${address}'`)
  }
  if (Number.parseInt(address, 16) % 2 === 1) {
    throw fault('XML error', `expected unicast mac address, found multicast '${address}'`)
  }
}

function refuseBoot(domain: XmlElement, devices: readonly XmlElement[]): void {
  const orders = devices.flatMap((one) => valueAt(one, 'boot/@order') ?? [])
  const twin = orders.find((order, n) => orders.indexOf(order) !== n)
  if (twin !== undefined) {
    throw fault('unsupported configuration', `boot order '${twin}' used for more than one device`)
  }
  const os = child(domain, 'os')
  if (orders.length > 0 && os !== null && child(os, 'boot') !== null) {
    const words = 'per-device boot elements cannot be used together with os/boot elements'
    throw fault('unsupported configuration', words)
  }
}
