import { disk as diskFields } from '../../../lib/xml/disk.ts'
import { child, type XmlElement } from '../../../lib/xml/element.ts'
import { valueAt } from '../../../lib/xml/fields.ts'
import { tapFormats } from './device-disk.ts'
import type { Sexpr } from './sexpr.ts'
import { invalid, type Shape, unsupported } from './shape.ts'
import { entries, entry } from './values.ts'

/** Whether the drive is a setting of the image rather than a device: floppies, and CD-ROMs of the oldest xends. */
export const isImageDisk = (disk: XmlElement, { hvm, format }: Shape): boolean => {
  const device = valueAt(disk, '@device')
  return hvm && (device === 'floppy' || (device === 'cdrom' && format === 1))
}

/** `<disk>` as `(vbd …)`, `(tap …)` or `(tap2 …)`. */
export function diskSexpr(disk: XmlElement, shape: Shape): Sexpr[] {
  const { device, target, readOnly } = diskFields.read(disk)
  if (target === null) throw invalid('A disk has no target name.')
  if (device === 'lun' || device === 'floppy') throw unsupported(`a disk that is a ${device}`)
  const cdrom = device === 'cdrom'
  const { kind, uname } = sourceOf(disk)
  const mode = cdrom || readOnly ? 'r' : child(disk, 'shareable') === null ? 'w' : 'w!'
  return entries(
    kind,
    entry('dev', devOf(target, cdrom, shape)),
    entry('uname', uname),
    entry('mode', mode),
  )
}

function devOf(target: string, cdrom: boolean, { hvm, format }: Shape): string {
  const name = target.replace(/^ioemu:/, '')
  if (hvm && format === 1) return `ioemu:${name}`
  if (cdrom) return `${name}:cdrom`
  return hvm ? `${name}:disk` : name
}

/** The path of an image's own drive, which takes no driver; null: it is empty. */
export function imagePath(disk: XmlElement): string | null {
  refuseOtherSource(disk)
  return diskFields.read(disk).source
}

function refuseOtherSource(disk: XmlElement): void {
  const type = valueAt(disk, '@type') ?? 'file'
  if (type !== 'file' && type !== 'block') throw unsupported(`a disk of type ${type}`)
}

function sourceOf(disk: XmlElement): { kind: string; uname: string | null } {
  refuseOtherSource(disk)
  const { type, source, format } = diskFields.read(disk)
  const driver = driverOf(valueAt(disk, 'driver/@name'), type === 'block', format)
  const kind = driver === 'tap2' ? 'tap2' : driver === 'tap' ? 'tap' : 'vbd'
  if (source === null) return { kind, uname: null }
  return {
    kind,
    uname: kind === 'vbd' ? `${driver}:${source}` : `tap:${tapWord(format)}:${source}`,
  }
}

/** One that is of another hypervisor says only how the image is to be read. */
function driverOf(name: string | null, block: boolean, format: string | null): string {
  if (name !== null && name !== 'qemu') return name
  if (format !== null && format !== 'raw') return 'tap'
  return block ? 'phy' : 'file'
}

function tapWord(format: string | null): string {
  if (format === null || format === 'aio') return 'aio'
  const word = Object.entries(tapFormats).find(([, libvirt]) => libvirt === format)?.[0]
  if (word === undefined) throw unsupported(`a disk image of format ${format}`)
  return word
}
