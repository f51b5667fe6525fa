import { hostPathRules, whyNotText } from '../../libvirt/text-rules.ts'
import { disk } from '../disk.ts'
import { attribute, make, type XmlElement } from '../element.ts'
import { valueAt } from '../fields.ts'
import { devicesOf } from './hardware.ts'
import { isHvm, isXen } from './machine-kind.ts'
import { onLines } from './on-lines.ts'

/** What a person says of a disk to be added. Empty texts are left to the host. */
export interface NewDisk {
  device: 'disk' | 'cdrom'
  /** A file of the host, or one of its block devices. */
  source: 'file' | 'block'
  path: string
  bus: string
  target: string
  format: string
  readOnly: boolean
}

/** How the guest's names of disks begin on each bus, in the order in which a machine would rather have them. */
const prefixes = { virtio: 'vd', sata: 'sd', scsi: 'sd', ide: 'hd', usb: 'sd', xen: 'xvd' }
const prefixOf = (bus: string): string => (prefixes as Record<string, string>)[bus] ?? 'sd'

export const diskFormats = ['', 'raw', 'qcow2', 'vmdk', 'vdi', 'vpc', 'vhdx'] as const

const disksOf = (domain: XmlElement) =>
  devicesOf(domain).flatMap((device) => (device.name === 'disk' ? disk.read(device) : []))

/** The buses that a machine of this hypervisor may have, and those its disks are on already. */
export function busesOf(domain: XmlElement): string[] {
  const usual = isXen(domain)
    ? ['xen', ...(isHvm(domain) ? ['ide', 'scsi'] : [])]
    : ['virtio', 'sata', 'scsi', 'ide', 'usb']
  return [...new Set([...usual, ...disksOf(domain).flatMap(({ bus }) => bus ?? [])])]
}

/** What a machine of this kind has when it has no such drive yet (virt-manager's rules for x86). */
function usualBus(domain: XmlElement, device: NewDisk['device']): string {
  if (isXen(domain)) return device === 'cdrom' && isHvm(domain) ? 'ide' : 'xen'
  if (device === 'disk') return 'virtio'
  return valueAt(domain, 'os/type/@machine')?.includes('q35') ? 'sata' : 'ide'
}

/** `vda`, `vdb` … `vdz`, `vdaa` */
function nth(index: number): string {
  const letter = String.fromCharCode(97 + (index % 26))
  return index < 26 ? letter : nth(Math.floor(index / 26) - 1) + letter
}

/** The first name on a bus that no disk has. */
export function freeTarget(domain: XmlElement, bus: string): string {
  const taken = new Set(disksOf(domain).map(({ target }) => target))
  let index = 0
  while (taken.has(prefixOf(bus) + nth(index))) index += 1
  return prefixOf(bus) + nth(index)
}

/** A drive of this kind as the machine has them already: the same bus and format, the next name. */
export function newDisk(domain: XmlElement, device: NewDisk['device']): NewDisk {
  const alike = disksOf(domain).find((one) => (one.device ?? 'disk') === device)
  const bus = alike?.bus ?? usualBus(domain, device)
  const image = device === 'disk' && !isXen(domain)
  return {
    device,
    source: device === 'disk' && alike?.type === 'block' ? 'block' : 'file',
    path: '',
    bus,
    target: freeTarget(domain, bus),
    format: image ? (alike?.format ?? 'qcow2') : '',
    readOnly: device === 'cdrom',
  }
}

/** What the name of an image tells of its format, null for a name that tells nothing. */
function formatOf(path: string): string | null {
  const ending = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? ''
  if (['img', 'raw', 'iso'].includes(ending)) return 'raw'
  return diskFormats.find((format) => format !== '' && format === ending) ?? null
}

/** With another path, and with what that tells of kind and format; what it tells nothing of stays as chosen. */
export function withPath(disk: NewDisk, path: string): NewDisk {
  const block = path.startsWith('/dev/')
  const format = formatOf(path)
  return {
    ...disk,
    path,
    source: block === disk.path.startsWith('/dev/') ? disk.source : block ? 'block' : 'file',
    format: format === null || format === formatOf(disk.path) ? disk.format : format,
  }
}

/** With another bus, and a name that is free on it. */
export const withBus = (disk: NewDisk, bus: string, domain: XmlElement): NewDisk => ({
  ...disk,
  bus,
  target: freeTarget(domain, bus),
})

/** What is wrong with each field; nothing when the host may be asked. */
export function whyNotDisk(
  { device, path, target }: NewDisk,
  domain: XmlElement,
): Partial<Record<keyof NewDisk, string>> {
  const wrong: Partial<Record<keyof NewDisk, string>> = {}
  const wrongPath = path === '' && device === 'cdrom' ? null : whyNotText(path, hostPathRules)
  if (wrongPath !== null) wrong.path = wrongPath
  if (!/^[a-z]{1,8}[a-z0-9]{1,8}$/.test(target)) wrong.target = 'A name as “sda” is needed.'
  else if (disksOf(domain).some((one) => one.target === target)) {
    wrong.target = `There is a disk ${target} already.`
  }
  return wrong
}

/** The `<disk>`. `domain`: the machine it is for, whose hypervisor decides how a format is told. */
export function diskXml(
  { device, source, path, bus, target, format, readOnly }: NewDisk,
  domain: XmlElement,
): XmlElement {
  const block = source === 'block'
  const type = block && format === '' ? 'raw' : format
  const driver = isXen(domain)
    ? type !== '' && type !== 'raw' && make('driver', { name: 'tap', type })
    : type !== '' && make('driver', { name: qemuDriver(domain), type })
  return onLines('disk', { type: block ? 'block' : 'file', device }, [
    ...(driver ? [driver] : []),
    ...(path === '' ? [] : [make('source', { [block ? 'dev' : 'file']: path })]),
    make('target', { dev: target, bus: bus || null }),
    ...(readOnly ? [make('readonly')] : []),
  ])
}

const qemuDriver = (domain: XmlElement): string | null =>
  ['qemu', 'kvm'].includes(attribute(domain, 'type') ?? '') ? 'qemu' : null
