import {
  attribute,
  child,
  children,
  make,
  makeText,
  text,
  type XmlElement,
} from '../../../lib/xml/element.ts'
import { arrange } from './arrange.ts'
import { channelXml, consoleXml, portXml } from './character-xml.ts'
import { diskXml } from './disk-xml.ts'
import { graphicsXml } from './graphics-xml.ts'
import { interfaceXml } from './interface-xml.ts'
import { withPciAddress } from './pci-address.ts'
import type { Place } from './place.ts'
import { videoXml } from './video-xml.ts'

type Shape = (device: XmlElement, place: Place) => XmlElement

const order = ['…', 'boot', 'alias', 'rom', 'address']
const asGiven = (device: XmlElement): XmlElement => arrange(device, { order })

/** How libvirt 9.0 completes devices of the kinds that people are likely to define; other kinds stay as given. */
const shapes: Record<string, Shape> = {
  disk: diskXml,
  controller: controllerXml,
  filesystem: filesystemXml,
  interface: interfaceXml,
  smartcard: smartcardXml,
  serial: portXml,
  parallel: portXml,
  console: consoleXml,
  channel: channelXml,
  input: inputXml,
  graphics: graphicsXml,
  video: videoXml,
  hostdev: hostdevXml,
  watchdog: (device) =>
    arrange(device, {
      order,
      attributes: {
        model: attribute(device, 'model'),
        action: attribute(device, 'action') ?? 'reset',
      },
    }),
  rng: rngXml,
  tpm: tpmXml,
  shmem: (device) =>
    arrange(device, {
      order: ['model', ...order],
      put: { model: child(device, 'model') ?? make('model', { type: 'ivshmem' }) },
    }),
  vsock: (device) =>
    arrange(device, {
      order,
      put: { cid: child(device, 'cid') ?? make('cid', { auto: 'yes' }) },
    }),
}

export const deviceXml: Shape = (device, place) =>
  (shapes[device.name] ?? asGiven)(withPciAddress(device), place)

function controllerXml(device: XmlElement, { index }: Place): XmlElement {
  return arrange(device, {
    order: ['model', 'target', 'driver', ...order],
    attributes: {
      type: attribute(device, 'type') ?? 'ide',
      index: attribute(device, 'index') ?? index,
      model: attribute(device, 'model'),
    },
  })
}

function filesystemXml(device: XmlElement): XmlElement {
  return arrange(device, {
    order: ['driver', 'binary', 'source', 'target', 'readonly', ...order],
    attributes: {
      type: attribute(device, 'type') ?? 'mount',
      accessmode: attribute(device, 'accessmode') ?? 'passthrough',
    },
  })
}

/** Cards are in readers of one controller, one after the other (virDomainDefMaybeAddSmartcardController). */
function smartcardXml(device: XmlElement, { index }: Place): XmlElement {
  const address = make('address', { type: 'ccid', controller: 0, slot: index })
  return arrange(device, { order, put: { address: child(device, 'address') ?? address } })
}

/** What is typed on hangs on the bus of its time. */
function inputXml(device: XmlElement, { osType }: Place): XmlElement {
  const type = attribute(device, 'type')
  const buses: Record<string, string> = { tablet: 'usb', mouse: 'ps2', keyboard: 'ps2' }
  const implied = osType === 'hvm' ? (buses[type ?? ''] ?? null) : 'xen'
  return arrange(device, {
    order,
    attributes: { type, bus: attribute(device, 'bus') ?? (type === 'evdev' ? null : implied) },
  })
}

function hostdevXml(device: XmlElement): XmlElement {
  const source = child(device, 'source')
  const type = attribute(device, 'type')
  const mode = attribute(device, 'mode')
  const managed = attribute(device, 'managed') ?? (mode === 'subsystem' ? 'no' : null)
  return arrange(device, {
    order: ['driver', 'source', ...order],
    attributes: { mode, type, managed },
    ...(source === null
      ? {}
      : { put: { source: type === 'pci' ? withPciAddress(source, 'pci') : usbIds(source) } }),
  })
}

/** Randomness comes from the node's own device unless another is named. */
function rngXml(device: XmlElement): XmlElement {
  const backend = child(device, 'backend')
  if (backend === null || attribute(backend, 'model') !== 'random') return asGiven(device)
  const from = text(backend).trim() || '/dev/random'
  const put = { backend: { ...backend, children: [makeText(from)] } }
  return arrange(device, { order: ['rate', 'backend', 'driver', ...order], put })
}

/** The node's own chip, when it is passed through. */
function tpmXml(device: XmlElement): XmlElement {
  const backend = child(device, 'backend')
  const passed = backend !== null && attribute(backend, 'type') === 'passthrough'
  if (!passed || child(backend, 'device') !== null) return asGiven(device)
  const put = { backend: { ...backend, children: [make('device', { path: '/dev/tpm0' })] } }
  return arrange(device, { order, put })
}

/** A maker and a product are told in four digits of hexadecimal. */
function usbIds(source: XmlElement): XmlElement {
  const hex = (one: XmlElement) => {
    const id = Number(attribute(one, 'id') ?? Number.NaN)
    return Number.isSafeInteger(id) ? `0x${id.toString(16).padStart(4, '0')}` : null
  }
  const put = Object.fromEntries(
    children(source)
      .filter(({ name }) => name === 'vendor' || name === 'product')
      .map((one) => [one.name, make(one.name, { id: hex(one) })]),
  )
  return arrange(source, { order: ['vendor', 'product', '…'], put })
}
