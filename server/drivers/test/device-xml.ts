import { attribute, child, children, make, type XmlElement } from '../../../lib/xml/element.ts'
import { arrange } from './arrange.ts'
import { diskXml } from './disk-xml.ts'
import { madeUpMac } from './made-up.ts'

/** What a device's own form depends on besides itself: its place among its kind, and whose it is. */
export interface Place {
  index: number
  uuid: string
}

type Shape = (device: XmlElement, place: Place) => XmlElement

const asGiven: Shape = (device) => arrange(device, { order: ['…', 'alias', 'address'] })

/** How libvirt 9.0 completes devices of the kinds that a world's file is likely to have; other kinds stay as given. */
const shapes: Record<string, Shape> = {
  disk: diskXml,
  controller: controllerXml,
  interface: interfaceXml,
  serial: (device, { index }) =>
    characterXml(device, arrange(child(device, 'target') ?? make('target'), port(index))),
  console: (device, { index }) =>
    characterXml(
      device,
      child(device, 'target') ?? make('target', { type: 'serial', port: index }),
    ),
  graphics: graphicsXml,
  video: videoXml,
  hostdev: hostdevXml,
}

const port = (index: number) => ({ order: ['…'], attributes: { port: index } })

export const deviceXml: Shape = (device, place) =>
  (shapes[device.name] ?? asGiven)(withPciAddress(device), place)

/** A terminal of the node is told of while the domain runs there, and the test driver has none. */
const characterXml = (device: XmlElement, target: XmlElement) =>
  arrange(device, {
    order: ['source', '…', 'target', 'alias', 'address'],
    attributes: { type: attribute(device, 'type') ?? 'pty', tty: null },
    put: { target },
  })

function controllerXml(device: XmlElement, { index }: Place): XmlElement {
  const type = attribute(device, 'type')
  const given = attribute(device, 'index')
  return arrange(device, {
    order: ['…', 'alias', 'address'],
    attributes: { type, index: given ?? index },
  })
}

/** What an interface is called on the node, and its address, when its definition does not say (testDomainGenerateIfname). */
export const impliedTarget = (index: number) => `testnet${index}`
export const impliedMac = ({ index, uuid }: Place) => madeUpMac(`${uuid} ${index}`)

function interfaceXml(device: XmlElement, { index, uuid }: Place): XmlElement {
  const target = child(device, 'target')
  const source = child(device, 'source')
  const network = source && attribute(source, 'network')
  return arrange(device, {
    order: [
      'mac',
      'source',
      'virtualport',
      'script',
      'target',
      'guest',
      'model',
      'driver',
      'backend',
      '…',
      'link',
      'mtu',
      'alias',
      'address',
    ],
    put: {
      mac: child(device, 'mac') ?? make('mac', { address: impliedMac({ index, uuid }) }),
      target:
        target !== null && attribute(target, 'dev') !== null
          ? target
          : make('target', { dev: impliedTarget(index) }),
      // The bridge of a network's source tells of a running one and is not kept.
      ...(network && source
        ? { source: arrange(source, { order: ['…'], attributes: { bridge: null } }) }
        : {}),
    },
  })
}

function graphicsXml(device: XmlElement): XmlElement {
  const type = attribute(device, 'type')
  const given = attribute(device, 'port')
  const listens = children(device, 'listen')
  const [first] = listens
  const address = attribute(device, 'listen') ?? (first ? attribute(first, 'address') : null)
  const fixed = given !== null && given !== '-1'
  const vnc = type === 'vnc' ? { port: fixed ? given : '-1' } : { port: given }
  return arrange(device, {
    order: ['listen', '…'],
    attributes: { type, ...vnc, autoport: fixed ? 'no' : 'yes', listen: address },
    put: { listen: first ? listens : make('listen', { type: 'address', address }) },
  })
}

/** Video memory in KiB by model, where libvirt has one in mind (virDomainVideoDefaultRAM and the QXL checks). */
const videoMemory: Record<string, Record<string, number>> = {
  cirrus: { vram: 16384 },
  vga: { vram: 16384 },
  vmvga: { vram: 16384 },
  qxl: { ram: 65536, vram: 65536 },
}

function videoXml(device: XmlElement, { index }: Place): XmlElement {
  const model = child(device, 'model') ?? make('model')
  const type = attribute(model, 'type') ?? 'cirrus'
  const made = arrange(model, {
    order: ['…'],
    attributes: {
      type,
      ...videoMemory[type],
      heads: attribute(model, 'heads') ?? 1,
      primary: index === 0 ? 'yes' : null,
    },
  })
  return arrange(device, { order: ['driver', 'model', '…', 'address'], put: { model: made } })
}

function hostdevXml(device: XmlElement): XmlElement {
  const source = child(device, 'source')
  if (source === null || attribute(device, 'type') !== 'pci')
    return asGiven(device, { index: 0, uuid: '' })
  return arrange(device, {
    order: ['driver', 'source', '…', 'address'],
    put: { source: withPciAddress(source, 'pci') },
  })
}

/** Every part of a PCI address is written in hexadecimal of its full width; `kind` is what an address without a type is. */
function withPciAddress(parent: XmlElement, kind: string | null = null): XmlElement {
  const address = child(parent, 'address')
  if (address === null || (attribute(address, 'type') ?? kind) !== 'pci') return parent
  const hex = (name: string, width: number) => {
    const value = Number(attribute(address, name) ?? 0)
    return Number.isSafeInteger(value) ? `0x${value.toString(16).padStart(width, '0')}` : null
  }
  const full = arrange(address, {
    order: ['…'],
    attributes: {
      type: attribute(address, 'type'),
      domain: hex('domain', 4),
      bus: hex('bus', 2),
      slot: hex('slot', 2),
      function: hex('function', 1),
    },
  })
  return { ...parent, children: parent.children.map((one) => (one === address ? full : one)) }
}
