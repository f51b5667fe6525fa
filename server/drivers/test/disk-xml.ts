import { attribute, child, make, type XmlElement } from '../../../lib/xml/element.ts'
import { arrange } from './arrange.ts'

const order = [
  'driver',
  'auth',
  'source',
  'mirror',
  'backingStore',
  'target',
  'iotune',
  'readonly',
  'shareable',
  'transient',
  'serial',
  'wwn',
  'vendor',
  'product',
  'boot',
  'encryption',
  '…',
  'alias',
  'address',
]

/** virDomainDiskDefParseXML: the bus that a target's name speaks of. */
const buses: [string, string][] = [
  ['hd', 'ide'],
  ['fd', 'fdc'],
  ['sd', 'scsi'],
  ['vd', 'virtio'],
  ['xvd', 'xen'],
  ['ubd', 'uml'],
]

export function diskXml(disk: XmlElement): XmlElement {
  const device = attribute(disk, 'device') ?? 'disk'
  const target = child(disk, 'target')
  const name = (target && attribute(target, 'dev')) ?? ''
  const bus = busOf(disk)
  const made = target && arrange(target, { order: ['…'], attributes: { dev: name, bus } })
  return arrange(disk, {
    order,
    attributes: { type: attribute(disk, 'type') ?? 'file', device },
    put: {
      target: made,
      readonly: device === 'cdrom' ? make('readonly') : child(disk, 'readonly'),
      address: child(disk, 'address') ?? driveAddress(name, bus),
    },
  })
}

/** Disks a controller of each kind of bus has room for (virDomainDiskDefAssignAddress). */
const perController: Record<string, number> = { ide: 4, fdc: 2, scsi: 7, sata: 6 }

/** The controllers that disks stand on without any having been defined: the highest number of each kind. */
export function controllersOf(disks: readonly XmlElement[]): Map<string, number> {
  const highest = new Map<string, number>()
  for (const disk of disks) {
    const bus = busOf(disk)
    const address = child(disk, 'address')
    if (bus === null || perController[bus] === undefined || address === null) continue
    const controller = Number(attribute(address, 'controller') ?? 0)
    highest.set(bus, Math.max(highest.get(bus) ?? 0, controller))
  }
  return highest
}

function busOf(disk: XmlElement): string | null {
  const target = child(disk, 'target')
  const given = target && attribute(target, 'bus')
  const name = (target && attribute(target, 'dev')) ?? ''
  return given ?? buses.find(([prefix]) => name.startsWith(prefix))?.[1] ?? null
}

function driveAddress(name: string, bus: string | null): XmlElement | null {
  const room = bus === null ? undefined : perController[bus]
  const letters = /^[a-z]?[a-z]d([a-z]{1,3})\d*$/.exec(name)?.[1]
  if (room === undefined || letters === undefined) return null
  const index = numberOf(letters)
  const within = index % room
  const split = bus === 'ide' ? 2 : room
  return make('address', {
    type: 'drive',
    controller: Math.floor(index / room),
    bus: Math.floor(within / split),
    target: 0,
    unit: within % split,
  })
}

/** a, b … z, aa, ab … as 0, 1 … */
const numberOf = (letters: string) =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 96, 0) - 1
