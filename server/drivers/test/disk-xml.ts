import { attribute, child, children, make, type XmlElement } from '../../../lib/xml/element.ts'
import { valueAt } from '../../../lib/xml/fields.ts'
import { arrange } from './arrange.ts'

/** virDomainDiskDefFormat */
const order = [
  ...['driver', 'auth', 'source', 'mirror', 'backingStore', 'geometry', 'blockio', 'target'],
  ...['iotune', 'readonly', 'shareable', 'transient', 'serial', 'wwn', 'vendor', 'product'],
  ...['encryption', '…', 'boot', 'alias', 'address'],
]

/** virStorageSourceNetworkDefaultPort */
const ports: Record<string, number> = {
  ...{ nbd: 10809, sheepdog: 7000, gluster: 24007, iscsi: 3260, http: 80, https: 443 },
  ...{ ftp: 21, ftps: 990, tftp: 69, ssh: 22, vxhs: 9999 },
}

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
      source: sourceXml(child(disk, 'source')),
      target: made,
      readonly: device === 'cdrom' ? make('readonly') : child(disk, 'readonly'),
      address: child(disk, 'address') ?? driveAddress(name, bus),
    },
  })
}

/** A server that is reached by TCP has a port. */
function sourceXml(source: XmlElement | null): XmlElement | null {
  const port = ports[(source && attribute(source, 'protocol')) ?? '']
  if (source === null || port === undefined) return source
  const hosts = children(source, 'host').map((host) => {
    const { name, socket } = { name: attribute(host, 'name'), socket: attribute(host, 'socket') }
    const given = attribute(host, 'port') ?? port
    return socket === null
      ? arrange(host, { order: ['…'], attributes: { name, port: given } })
      : host
  })
  return arrange(source, { order: ['host', '…'], put: { host: hosts } })
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

/**
 * virDomainDiskInsert: disks of one bus stand in the order of their names, wherever the first of them stands. Only a
 * bus that the definition names counts; those that the target's name tells of are not known yet.
 */
export function inOrder(disks: readonly XmlElement[]): XmlElement[] {
  const sorted: { disk: XmlElement; bus: string | null; index: number }[] = []
  for (const disk of disks) {
    const bus = valueAt(disk, 'target/@bus')
    const index = indexOf(valueAt(disk, 'target/@dev') ?? '') ?? 0
    const later = sorted.findIndex((one) => one.bus === bus && one.index > index)
    const last = sorted.findLastIndex((one) => one.bus === bus) + 1
    sorted.splice(later !== -1 ? later : last || sorted.length, 0, { disk, bus, index })
  }
  return sorted.map(({ disk }) => disk)
}

function driveAddress(name: string, bus: string | null): XmlElement | null {
  const room = bus === null ? undefined : perController[bus]
  const index = indexOf(name)
  if (room === undefined || index === null) return null
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

export const isDiskName = (name: string): boolean => indexOf(name) !== null

/** The place that a target's name gives: vda 0, vdb 1 … vdaa 26; null for a name of another kind. */
function indexOf(name: string): number | null {
  const letters = /^(?:[fhv]d|sd|xvd|ubd)([a-z]{1,3})\d*$/.exec(name)?.[1]
  if (letters === undefined) return null
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 96, 0) - 1
}
