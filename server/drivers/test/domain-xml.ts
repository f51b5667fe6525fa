import {
  attribute,
  child,
  children,
  make,
  makeText,
  text,
  type XmlElement,
  type XmlNode,
} from '../../../lib/xml/element.ts'
import { arrange } from './arrange.ts'
import { deviceXml } from './device-xml.ts'
import { controllersOf } from './disk-xml.ts'

// virDomainDefFormatInternalSetRootName (src/conf/domain_conf.c) writes in these orders.
const order = [
  'name',
  'uuid',
  'genid',
  'title',
  'description',
  'metadata',
  'maxMemory',
  'memory',
  'currentMemory',
  'blkiotune',
  'memtune',
  'memoryBacking',
  'vcpu',
  'vcpus',
  'iothreads',
  'cputune',
  'numatune',
  'resource',
  'sysinfo',
  'bootloader',
  'bootloader_args',
  'os',
  'idmap',
  'features',
  'cpu',
  'clock',
  'on_poweroff',
  'on_reboot',
  'on_crash',
  'pm',
  'perf',
  '…',
  'devices',
  'seclabel',
]

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

export interface DomainFigures {
  uuid: string
  memory: number
  maxMemory: number
  maxVcpus: number
  vcpus: number
}

/**
 * A definition as libvirt's test driver keeps it: what was left out is filled in, everything stands in its place.
 * The kinds of device of device-xml.ts come out as from libvirt 9.0; others, and attributes within elements, stay
 * in the order they were given. The test driver gives no PCI addresses of its own.
 */
export function domainXml(domain: XmlElement, figures: DomainFigures): XmlElement {
  const given = (name: string, instead: string) => child(domain, name) ?? make(name, {}, [instead])
  return arrange(domain, {
    order,
    put: {
      uuid: make('uuid', {}, [figures.uuid]),
      metadata: metadataXml(domain),
      memory: make('memory', { unit: 'KiB' }, [String(figures.maxMemory)]),
      currentMemory: make('currentMemory', { unit: 'KiB' }, [String(figures.memory)]),
      vcpu: vcpuXml(domain, figures),
      os: osXml(domain),
      clock: child(domain, 'clock') ?? make('clock', { offset: 'utc' }),
      on_poweroff: given('on_poweroff', 'destroy'),
      on_reboot: given('on_reboot', 'restart'),
      on_crash: given('on_crash', 'destroy'),
      devices: devicesXml(child(domain, 'devices') ?? make('devices'), domain, figures.uuid),
    },
  })
}

/** Of a definition, what its details are told from, completed as above. */
export function telling(domain: XmlElement, uuid: string): XmlElement {
  const devices = child(domain, 'devices')
  const cards = devices === null ? [] : children(devices, 'interface')
  const complete = new Map<XmlNode, XmlElement>([
    ...cards.map((card, index) => [card, deviceXml(card, { index, uuid })] as const),
  ])
  const os = child(domain, 'os')
  if (os !== null) complete.set(os, osXml(domain))
  if (devices !== null) complete.set(devices, replaced(devices, complete))
  return replaced(domain, complete)
}

const replaced = (element: XmlElement, by: Map<XmlNode, XmlElement>): XmlElement => ({
  ...element,
  children: element.children.map((one) => by.get(one) ?? one),
})

function vcpuXml(domain: XmlElement, { vcpus, maxVcpus }: DomainFigures): XmlElement {
  const vcpu = arrange(child(domain, 'vcpu') ?? make('vcpu'), {
    order: ['…'],
    attributes: { placement: 'static', current: vcpus === maxVcpus ? null : vcpus },
  })
  return { ...vcpu, children: [makeText(String(maxVcpus))] }
}

/** Namespaces that metadata uses and something around it declared are declared on it, as libxml2 does. */
function metadataXml(domain: XmlElement): XmlElement | null {
  const metadata = child(domain, 'metadata')
  if (metadata === null) return null
  const outer = [...borrowed(metadata, [])].map(([prefix, value]) => ({
    name: `xmlns:${prefix}`,
    local: prefix,
    uri: 'http://www.w3.org/2000/xmlns/',
    value,
  }))
  return { ...metadata, attributes: [...outer, ...metadata.attributes] }
}

/** Prefixes used inside that are declared outside, with their namespaces. */
function borrowed(element: XmlElement, declared: readonly string[]): Map<string, string> {
  const here = [
    ...declared,
    ...element.attributes.flatMap(({ name, local }) => (name.startsWith('xmlns:') ? local : [])),
  ]
  const names = [
    { name: element.name, uri: element.namespace },
    ...element.attributes.filter(({ name }) => !name.startsWith('xmlns:')),
  ]
  const used = names.flatMap(({ name, uri }) =>
    name.includes(':') ? [[name.slice(0, name.indexOf(':')), uri] as const] : [],
  )
  const own = used.filter(([prefix]) => !here.includes(prefix))
  return new Map([...own, ...children(element).flatMap((one) => [...borrowed(one, here)])])
}

function osXml(domain: XmlElement): XmlElement {
  const os = child(domain, 'os') ?? make('os')
  const type = child(os, 'type') ?? make('type')
  const boots = children(os, 'boot')
  const full = text(type).trim() === 'hvm'
  const implied = full && boots.length === 0 && !hasBootOrder(domain)
  return arrange(os, {
    order: [
      'type',
      'firmware',
      'init',
      '…',
      'loader',
      'nvram',
      'kernel',
      'initrd',
      'cmdline',
      'boot',
      'bootmenu',
    ],
    put: {
      type: arrange(type, {
        order: ['…'],
        attributes: { arch: attribute(type, 'arch') ?? 'i686' },
      }),
      boot: implied ? make('boot', { dev: 'hd' }) : boots,
    },
  })
}

function hasBootOrder(domain: XmlElement): boolean {
  const devices = child(domain, 'devices')
  return devices !== null && children(devices).some((one) => child(one, 'boot') !== null)
}

function devicesXml(devices: XmlElement, domain: XmlElement, uuid: string): XmlElement {
  const counts = new Map<string, number>()
  const made = children(devices)
    .filter(({ namespace }) => namespace === '')
    .map((device) => {
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
  const virtio = ({ name, children: inside }: XmlElement) =>
    (name === 'channel' || name === 'console') &&
    inside.some(
      (one) =>
        one.kind === 'element' && one.name === 'target' && attribute(one, 'type') === 'virtio',
    )
  if (devices.some(virtio)) needed.set('virtio-serial', 0)
  return ['scsi', 'fdc', 'ide', 'sata', 'virtio-serial'].flatMap((type) => {
    const highest = needed.get(type) ?? -1
    return Array.from({ length: highest + 1 }, (_, index) => index)
      .filter((index) => !exists(type, index))
      .map((index) => make('controller', { type, index }))
  })
}

/** A fully virtualised guest's first serial port is its console. */
function impliedConsole(devices: XmlElement[], domain: XmlElement): XmlElement[] {
  const serial = devices.find(({ name }) => name === 'serial')
  const os = child(domain, 'os')
  const type = os && child(os, 'type')
  if (serial === undefined || type === null || text(type).trim() !== 'hvm') return []
  if (devices.some(({ name }) => name === 'console')) return []
  const console = make('console', { type: attribute(serial, 'type') }, [
    make('target', { type: 'serial', port: 0 }),
  ])
  return [console]
}

/** Graphics need something to show. */
function impliedVideo(devices: XmlElement[]): XmlElement[] {
  const wanted = devices.some(({ name }) => name === 'graphics')
  if (!wanted || devices.some(({ name }) => name === 'video')) return []
  return [deviceXml(make('video'), { index: 0, uuid: '' })]
}
