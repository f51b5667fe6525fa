import { attribute, children, make, type XmlElement } from '../../../lib/xml/element.ts'
import { valueAt } from '../../../lib/xml/fields.ts'
import { arrange } from './arrange.ts'
import { impliedConsole } from './character-xml.ts'
import { deviceXml } from './device-xml.ts'
import { controllersOf, inOrder } from './disk-xml.ts'
import { placesOf } from './place.ts'
import { videoXml } from './video-xml.ts'

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
]

/** All devices of a domain, with those that libvirt 9.0 adds because the others need them. */
export function devicesXml(devices: XmlElement, domain: { uuid: string; osType: string }) {
  const given = children(devices).filter(({ namespace, name }) => namespace === '' && known(name))
  const disks = inOrder(given.filter(({ name }) => name === 'disk'))
  const all = [...disks, ...given.filter(({ name }) => name !== 'disk')]
  const places = placesOf(all, domain)
  const made = all.flatMap((device, n) => {
    const place = places[n]
    return place === undefined ? [] : deviceXml(device, place)
  })
  const needed = [
    ...made.filter(({ name, attributes }) => name !== 'panic' || attributes.length > 0),
    ...impliedControllers(made),
    ...impliedConsole(made, domain.osType),
    ...impliedVideo(made, domain.osType),
  ]
  return arrange({ ...devices, children: needed }, { order: deviceOrder })
}

const known = (name: string) => deviceOrder.includes(name)

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
  if (devices.some(({ name }) => name === 'smartcard')) needed.set('ccid', 0)
  return ['scsi', 'fdc', 'ide', 'sata', 'virtio-serial', 'ccid'].flatMap((type) => {
    const highest = needed.get(type) ?? -1
    return Array.from({ length: highest + 1 }, (_, index) => index)
      .filter((index) => !exists(type, index))
      .map((index) => make('controller', { type, index }))
  })
}

/** Graphics need something to show. */
function impliedVideo(devices: XmlElement[], osType: string): XmlElement[] {
  const wanted = devices.some(({ name }) => name === 'graphics')
  if (!wanted || devices.some(({ name }) => name === 'video')) return []
  return [videoXml(make('video'), { index: 0, osType })]
}
