import { make, type XmlElement } from '../../../lib/xml/element.ts'
import type { Sexpr } from './sexpr.ts'
import { textAt } from './values.ts'

/** blktap's words for what libvirt calls formats; `aio` and `sync` are two ways to read a raw image. */
export const tapFormats: Readonly<Record<string, string>> = {
  aio: 'raw',
  sync: 'raw',
  vmdk: 'vmdk',
  qcow: 'qcow',
  qcow2: 'qcow2',
  vhd: 'vpc',
}

const buses: readonly (readonly [string, string])[] = [
  ['xvd', 'xen'],
  ['hd', 'ide'],
  ['sd', 'scsi'],
  ['fd', 'fdc'],
]

/** `(vbd …)`, `(tap …)` or `(tap2 …)` as `<disk>`; null for one that says no name the guest would know it by. */
export function diskXml(device: Sexpr): XmlElement | null {
  const dev = textAt(device, 'dev')
  if (dev === null) return null
  const [, target = dev, kind] = /^(?:ioemu:)?(?:\/dev\/)?(.*?)(?::(cdrom|disk))?$/.exec(dev) ?? []
  const cdrom = kind === 'cdrom'
  const mode = textAt(device, 'mode') ?? ''
  return makeDisk({
    device: cdrom ? 'cdrom' : 'disk',
    ...sourceOf(textAt(device, 'uname'), device[0] === 'tap2'),
    target,
    // libvirt never lets a guest write to a CD-ROM.
    readOnly: cdrom || mode === 'r',
    shareable: mode.includes('!'),
  })
}

/** A drive that the image names instead of a device of its own: its file or block device alone. */
export const imageDisk = (path: string, device: 'cdrom' | 'floppy', target: string): XmlElement =>
  makeDisk({
    device,
    ...sourceOf(path.startsWith('/dev/') ? `phy:${path}` : `file:${path}`, false),
    driver: null,
    target,
    readOnly: device === 'cdrom',
    shareable: false,
  })

interface Source {
  block: boolean
  driver: { name: string; type: string | null } | null
  source: string | null
}

/** `phy:vg/lv`, `file:/x`, `tap:qcow:/x`, `tap:tapdisk:aio:/x`, `drbd:r0`, or only a path. */
function sourceOf(uname: string | null, tap2: boolean): Source {
  if (uname === null) return { block: false, driver: null, source: null }
  const [, prefix, rest = uname] = /^([A-Za-z0-9_+-]+):(.*)$/s.exec(uname) ?? []
  if (prefix === 'tap' || prefix === 'tap2') {
    const [, format, path = rest] = /^(?:tapdisk:)?([a-z0-9]+):(.*)$/s.exec(rest) ?? []
    const name = tap2 ? 'tap2' : prefix
    const type = format === undefined ? null : (tapFormats[format] ?? null)
    return { block: path.startsWith('/dev/'), driver: { name, type }, source: path || null }
  }
  // Only an image needs a path: what other scripts of the host take for a source is named as a device is.
  const file = prefix === 'file' || (prefix === undefined && /^\/(?!dev\/)/.test(rest))
  const driver = prefix === undefined ? null : { name: prefix, type: null }
  return { block: !file, driver, source: rest || null }
}

interface Disk extends Source {
  device: 'disk' | 'cdrom' | 'floppy'
  target: string
  readOnly: boolean
  shareable: boolean
}

function makeDisk(disk: Disk): XmlElement {
  const { block, driver, source, target } = disk
  const bus = buses.find(([prefix]) => target.startsWith(prefix))?.[1] ?? null
  return make('disk', { type: block ? 'block' : 'file', device: disk.device }, [
    ...(driver === null ? [] : [make('driver', { name: driver.name, type: driver.type })]),
    ...(source === null ? [] : [make('source', { [block ? 'dev' : 'file']: source })]),
    make('target', { dev: target, bus }),
    ...(disk.readOnly ? [make('readonly')] : []),
    ...(disk.shareable ? [make('shareable')] : []),
  ])
}
