import { attribute, child, childText, text, type XmlElement } from '../../../lib/xml/element.ts'
import { readXml, XmlError } from '../../../lib/xml/read.ts'
import { readSize } from '../../../lib/xml/size.ts'
import type { ConfigFormat } from './config-format.ts'
import { pinsSexpr } from './cpu-pins.ts'
import { diskSexpr, isImageDisk } from './device-disk-sexpr.ts'
import { graphicsSexpr } from './device-graphics.ts'
import { hostDevicesSexpr } from './device-host.ts'
import { interfaceSexpr } from './device-interface.ts'
import { portsSexpr } from './device-port.ts'
import { events } from './domain-xml.ts'
import { devicesOf, imageDisksSexpr, inputsSexpr, soundsSexpr } from './image-devices.ts'
import { clockSexpr, featuresSexpr, videoSexpr } from './image-features.ts'
import { bootloaderSexpr, osSexpr } from './image-os.ts'
import type { Sexpr } from './sexpr.ts'
import { invalid, type Shape, unsupported } from './shape.ts'
import { entries, entry } from './values.ts'

/**
 * A definition as xend takes it for `create` and `new`: `(vm (name …) …)`. Throws Failure request.invalid for what is
 * no domain, and host.unsupported, naming it, for what xend has no words for.
 */
export function domainSexpr(xml: string, format: ConfigFormat): Sexpr {
  const domain = readRoot(xml, 'domain')
  const type = attribute(domain, 'type')
  if (type !== null && type !== 'xen') throw unsupported(`a domain of type ${type}`)
  const name = childText(domain, 'name')
  if (name === null) throw invalid('The domain has no name.')
  const shape = { format, hvm: isHvm(domain) }
  const devices = child(domain, 'devices')
  refuseUnknown(devices)
  const graphics = graphicsSexpr(devicesOf(devices, 'graphics'), shape)
  return [
    'vm',
    ['name', name],
    ...memorySexpr(domain),
    ...vcpuSexpr(domain),
    ...entries(pinsSexpr(domain), entry('uuid', childText(domain, 'uuid'))),
    ...(shape.hvm ? [] : bootloaderSexpr(domain)),
    ...events.map(([word, words, usual]) => eventSexpr(domain, word, words, usual)),
    ...imageSexpr(domain, shape, graphics.settings),
    ...deviceList(devices, shape, graphics.devices).map((device): Sexpr => ['device', device]),
  ]
}

/** Well-formed, and of that root. */
export function readRoot(xml: string, ...roots: readonly string[]): XmlElement {
  try {
    const { root } = readXml(xml)
    if (roots.includes(root.name)) return root
    throw invalid(`This is a <${root.name}>, not a <${roots.join('> or <')}>.`)
  } catch (cause) {
    if (!(cause instanceof XmlError)) throw cause
    throw invalid(`This is not XML: ${cause.message} (line ${cause.line}).`)
  }
}

function isHvm(domain: XmlElement): boolean {
  const os = child(domain, 'os')
  const type = os && childText(os, 'type')
  if (type === 'hvm') return true
  if (type === 'linux' || type === 'xen') return false
  if (type === null && child(domain, 'bootloader') !== null) return false
  throw type === null
    ? invalid('The domain has no <os> type.')
    : unsupported(`a guest of type ${type}`)
}

/** What stands for itself: implied by the machine, or only told of one that runs. */
const known = [
  ...['emulator', 'disk', 'interface', 'graphics', 'serial', 'parallel', 'console', 'input'],
  ...['sound', 'video', 'hostdev', 'controller', 'memballoon', 'audio'],
]

function refuseUnknown(devices: XmlElement | null): void {
  for (const node of devices?.children ?? []) {
    if (node.kind === 'element' && !known.includes(node.name)) {
      throw unsupported(`a device <${node.name}>`)
    }
  }
}

/** MiB, rounded up. */
function memorySexpr(domain: XmlElement): Sexpr[] {
  const inMebibytes = (name: string) => {
    const bytes = bytesOf(domain, name)
    return bytes === null ? null : Math.ceil(bytes / 2 ** 20)
  }
  const most = inMebibytes('memory')
  if (most === null || most === 0) throw invalid('The domain has no memory.')
  const memory = Math.min(inMebibytes('currentMemory') ?? most, most)
  return [
    ['memory', String(memory)],
    ['maxmem', String(most)],
  ]
}

function bytesOf(domain: XmlElement, name: string): number | null {
  const reading = readSize(domain, name, 'KiB')
  if (!reading.ok) throw invalid(reading.why)
  return reading.bytes
}

function vcpuSexpr(domain: XmlElement): Sexpr[] {
  const vcpu = child(domain, 'vcpu')
  const most = vcpu === null ? 1 : wholeOf(text(vcpu).trim())
  const given = vcpu && attribute(vcpu, 'current')
  const current = given === null ? most : wholeOf(given)
  if (current > most) throw invalid('More virtual CPUs are to be on than there are.')
  // Without a mask all are on; more of them than its number has bits cannot be told apart anyway.
  const mask = current === most ? null : String((1n << BigInt(current)) - 1n)
  return entries(entry('vcpus', most), entry('vcpu_avail', mask))
}

function wholeOf(value: string): number {
  if (!/^[1-9]\d{0,3}$/.test(value)) throw invalid(`"${value}" is no number of virtual CPUs.`)
  return Number(value)
}

function eventSexpr(
  domain: XmlElement,
  word: string,
  words: readonly string[],
  usual: string,
): Sexpr {
  const said = childText(domain, word) ?? usual
  if (!words.includes(said)) throw unsupported(`"${said}" ${word}`)
  return [word, said]
}

/** A paravirtual image may be without a kernel: then its bootloader finds one. */
function imageSexpr(domain: XmlElement, shape: Shape, graphics: readonly Sexpr[]): Sexpr[] {
  const devices = child(domain, 'devices')
  const os = osSexpr(domain, shape.hvm)
  if (!shape.hvm) {
    return [['image', ['linux', ...os, ...clockSexpr(domain, false), ...graphics]]]
  }
  const emulator = entry('device_model', devices && childText(devices, 'emulator'))
  const several = shape.format === 4
  const settings = entries(
    ...os,
    emulator,
    ...featuresSexpr(domain),
    ...clockSexpr(domain, true),
    ...imageDisksSexpr(devicesOf(devices, 'disk'), shape),
    ...inputsSexpr(devicesOf(devices, 'input')),
    portsSexpr('serial', devicesOf(devices, 'serial'), several),
    portsSexpr('parallel', devicesOf(devices, 'parallel'), several),
    ...soundsSexpr(devicesOf(devices, 'sound')),
    ...videoSexpr(devicesOf(devices, 'video')[0] ?? null),
    ...graphics,
  )
  return [['image', ['hvm', ...settings]]]
}

function deviceList(devices: XmlElement | null, shape: Shape, graphics: readonly Sexpr[]): Sexpr[] {
  const disks = devicesOf(devices, 'disk').filter((disk) => !isImageDisk(disk, shape))
  const hostDevices = devicesOf(devices, 'hostdev')
  return entries(
    ...disks.map((disk) => diskSexpr(disk, shape)),
    ...devicesOf(devices, 'interface').map((one) => interfaceSexpr(one, shape)),
    ...graphics,
    hostDevices.length === 0 ? null : hostDevicesSexpr(hostDevices),
  )
}
