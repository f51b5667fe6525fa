import { attribute, children, make, type XmlElement } from '../../../lib/xml/element.ts'
import { valueAt } from '../../../lib/xml/fields.ts'
import { arrange } from './arrange.ts'
import { deviceXml } from './device-xml.ts'
import { controllersOf, inOrder } from './disk-xml.ts'

const deviceOrder = [
  'emulator',
  'disk',
  'controller',
  'lease',
  'filesystem',
  'interface',
  'smartcard',
  'serial',
  'parallel',
  'console',
  'channel',
  'input',
  'tpm',
  'graphics',
  'sound',
  'audio',
  'video',
  'hostdev',
  'redirdev',
  'redirfilter',
  'hub',
  'watchdog',
  'memballoon',
  'rng',
  'nvram',
  'panic',
  'shmem',
  'memory',
  'iommu',
  'vsock',
  '…',
]

/** All devices of a domain, with those that libvirt 9.0 adds because the others need them. */
export function devicesXml(devices: XmlElement, domain: XmlElement, uuid: string): XmlElement {
  const counts = new Map<string, number>()
  const given = children(devices).filter(({ namespace }) => namespace === '')
  const disks = inOrder(given.filter(({ name }) => name === 'disk'))
  const made = [...disks, ...given.filter(({ name }) => name !== 'disk')].map((device) => {
    // Controllers are numbered within their type.
    const kind =
      device.name === 'controller' ? `controller ${attribute(device, 'type')}` : device.name
    const index = counts.get(kind) ?? 0
    counts.set(kind, index + 1)
    return deviceXml(device, { index, uuid })
  })
  const all = [
    ...made,
    ...impliedControllers(made),
    ...impliedConsole(made, domain),
    ...impliedVideo(made),
  ]
  return arrange({ ...devices, children: all }, { order: deviceOrder })
}

/** virDomainDefAddImplicitControllers, in its order. */
function impliedControllers(devices: XmlElement[]): XmlElement[] {
  const exists = (type: string, index: number) =>
    devices.some(
      (one) =>
        one.name === 'controller' &&
        attribute(one, 'type') === type &&
        attribute(one, 'index') === String(index),
    )
  const needed = controllersOf(devices.filter(({ name }) => name === 'disk'))
  const virtio = (one: XmlElement) =>
    (one.name === 'channel' || one.name === 'console') && valueAt(one, 'target/@type') === 'virtio'
  if (devices.some(virtio)) needed.set('virtio-serial', 0)
  return ['scsi', 'fdc', 'ide', 'sata', 'virtio-serial'].flatMap((type) => {
    const highest = needed.get(type) ?? -1
    return Array.from({ length: highest + 1 }, (_, index) => index)
      .filter((index) => !exists(type, index))
      .map((index) => make('controller', { type, index }))
  })
}

/** A fully virtualised guest's first serial port is its console, so that one brings the other (virDomainDefAddConsoleCompat). */
function impliedConsole(devices: XmlElement[], domain: XmlElement): XmlElement[] {
  if (valueAt(domain, 'os/type') !== 'hvm') return []
  const serial = devices.find(({ name }) => name === 'serial')
  const console = devices.find(({ name }) => name === 'console')
  const like = (one: XmlElement, name: string, target: XmlElement) => [
    make(name, { type: attribute(one, 'type') }, [target]),
  ]
  if (serial !== undefined && console === undefined) {
    return like(serial, 'console', make('target', { type: 'serial', port: 0 }))
  }
  const onSerial = console !== undefined && valueAt(console, 'target/@type') === 'serial'
  return serial === undefined && onSerial
    ? like(console, 'serial', make('target', { port: 0 }))
    : []
}

/** Graphics need something to show. */
function impliedVideo(devices: XmlElement[]): XmlElement[] {
  const wanted = devices.some(({ name }) => name === 'graphics')
  if (!wanted || devices.some(({ name }) => name === 'video')) return []
  return [deviceXml(make('video'), { index: 0, uuid: '' })]
}
