import { attribute, type XmlElement } from '../element.ts'
import { valueAt } from '../fields.ts'
import { type DeviceTag, deviceTables, isDeviceTag } from './tables.ts'

const busWords: Partial<Record<string, string>> = {
  virtio: 'VirtIO',
  ide: 'IDE',
  sata: 'SATA',
  scsi: 'SCSI',
  usb: 'USB',
  xen: 'Xen',
  sd: 'SD',
  nvme: 'NVMe',
  fdc: 'Floppy',
  pci: 'PCI',
  ccid: 'CCID',
  mdev: 'MDEV',
  'virtio-serial': 'VirtIO Serial',
}
const busWord = (bus: string | null): string => (bus === null ? '' : (busWords[bus] ?? bus))

const diskWords = { disk: 'Disk', cdrom: 'CDROM', floppy: 'Floppy', lun: 'Lun' } as const
const inputWords: Partial<Record<string, string>> = {
  tablet: 'Tablet',
  mouse: 'Mouse',
  keyboard: 'Keyboard',
}

const phrase = (...words: (string | null)[]): string => words.filter(Boolean).join(' ')
const inBrackets = (word: string | null) => (word === null ? null : `(${word})`)

/** A word that tells one of a kind from others, where there is one. Those that come out alike are numbered. */
const title: Record<DeviceTag, (device: XmlElement) => string> = {
  disk: (device) => {
    const { bus, device: kind } = deviceTables.disk.read(device)
    return kind === 'floppy' ? 'Floppy' : phrase(busWord(bus), diskWords[kind ?? 'disk'])
  },
  interface: (device) => {
    const { mac } = deviceTables.interface.read(device)
    return phrase('NIC', mac && `:${mac.slice(-8)}`)
  },
  input: (device) => {
    const type = attribute(device, 'type')
    return type === null ? 'Input' : (inputWords[type] ?? `Input ${type}`)
  },
  graphics: (device) => phrase('Display', attribute(device, 'type')?.toUpperCase() ?? null),
  sound: (device) => phrase('Sound', attribute(device, 'model')),
  serial: () => 'Serial',
  parallel: () => 'Parallel',
  console: () => 'Console',
  channel: (device) => {
    const { name, type } = deviceTables.channel.read(device)
    return phrase('Channel', inBrackets(name ?? type))
  },
  hostdev: (device) => {
    const { type, vendor, product, source, adapter, uuid } = deviceTables.hostdev.read(device)
    const bare = (id: string | null) => id?.replace(/^0x/, '') ?? null
    const ids = vendor && product ? `${bare(vendor)}:${bare(product)}` : null
    return phrase(busWord(type) || 'Host device', ids ?? source ?? adapter ?? uuid)
  },
  video: (device) => phrase('Video', valueAt(device, 'model/@type')),
  watchdog: () => 'Watchdog',
  controller: (device) => {
    const { type, index, model } = deviceTables.controller.read(device)
    const kind = model === 'virtio-scsi' ? 'VirtIO SCSI' : busWord(type)
    return phrase('Controller', kind, index)
  },
  filesystem: (device) => phrase('Filesystem', valueAt(device, 'target/@dir')),
  smartcard: () => 'Smartcard',
  redirdev: (device) => phrase(busWord(attribute(device, 'bus')), 'Redirector'),
  tpm: (device) => phrase('TPM', valueAt(device, 'backend/@version')),
  rng: () => 'RNG',
  panic: () => 'Panic notifier',
  vsock: () => 'VirtIO VSOCK',
  memballoon: () => 'Memory balloon',
}

/** Kinds of which a machine may have several alike, numbered from the first on. */
const counted = new Set<string>(['disk', 'serial', 'parallel', 'console', 'redirdev'])

/** What each device is called in a list of them: virt-manager's words; one without a table goes by its element's name. */
export function titlesOf(devices: readonly XmlElement[]): string[] {
  const bare = devices.map((device) =>
    isDeviceTag(device.name) ? title[device.name](device) : device.name,
  )
  const alike = new Map<string, number>()
  for (const one of bare) alike.set(one, (alike.get(one) ?? 0) + 1)
  const told = new Map<string, number>()
  return bare.map((one, index) => {
    if (alike.get(one) === 1 && !counted.has(devices[index]!.name)) return one
    const nth = (told.get(one) ?? 0) + 1
    told.set(one, nth)
    return `${one} ${nth}`
  })
}
