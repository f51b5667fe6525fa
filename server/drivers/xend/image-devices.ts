import { attribute, children, make, type XmlElement } from '../../../lib/xml/element.ts'
import { valueAt } from '../../../lib/xml/fields.ts'
import { imageDisk } from './device-disk.ts'
import { imagePath, isImageDisk } from './device-disk-sexpr.ts'
import { listsOf, type Sexpr } from './sexpr.ts'
import { invalid, type Shape, unsupported } from './shape.ts'
import { entries, entry, textAt } from './values.ts'

/** The drives that an image names rather than a device of its own; the CD-ROM only up to Xen 3.0.2. */
const drives = [
  ['cdrom', 'cdrom', 'hdc'],
  ['fda', 'floppy', 'fda'],
  ['fdb', 'floppy', 'fdb'],
] as const

export const imageDisksXml = (settings: Sexpr): XmlElement[] =>
  drives.flatMap(([word, device, target]) => {
    const path = textAt(settings, word)
    return path === null ? [] : [imageDisk(path, device, target)]
  })

export function imageDisksSexpr(disks: readonly XmlElement[], shape: Shape): Sexpr[] {
  const said = disks
    .filter((disk) => isImageDisk(disk, shape))
    .map((disk) => {
      const target = valueAt(disk, 'target/@dev')
      const place = drives.find(([, device, name]) => {
        return device === attribute(disk, 'device') && (name === target || device === 'cdrom')
      })
      if (place === undefined) throw unsupported(`a floppy drive named ${target}`)
      return entry(place[0], imagePath(disk))
    })
  return entries(...said)
}

/** What xen's qemu plays and libvirt has a name for. */
const sounds = ['es1370', 'sb16', 'pcspk', 'ac97'] as const

const isSound = (word: string): boolean => sounds.some((one) => one === word)

/** `(soundhw sb16,es1370)`; `all` was all there was when it was written. */
export function soundsXml(settings: Sexpr): XmlElement[] {
  const words = textAt(settings, 'soundhw')?.split(',') ?? []
  const wanted = words.includes('all') ? sounds.slice(0, 3) : words.filter(isSound)
  return wanted.map((model) => make('sound', { model }))
}

export function soundsSexpr(all: readonly XmlElement[]): Sexpr[] {
  const models = all.map((one) => attribute(one, 'model') ?? '')
  for (const model of models) {
    if (!isSound(model)) throw unsupported(`a sound card ${model}`)
  }
  return models.length === 0 ? [] : [['soundhw', models.join(',')]]
}

const pointers = ['tablet', 'mouse', 'keyboard'] as const

/** What was added on USB, then what a domain with a screen has anyway. */
export function inputsXml(settings: Sexpr, hvm: boolean, screen: boolean): XmlElement[] {
  const added = listsOf(settings, 'usbdevice').map(([, value]) => value)
  const usb = pointers.filter((one) => hvm && added.includes(one))
  const bus = hvm ? 'ps2' : 'xen'
  const implied = screen ? (['mouse', 'keyboard'] as const) : []
  return [
    ...usb.map((type) => make('input', { type, bus: 'usb' })),
    ...implied.map((type) => make('input', { type, bus })),
  ]
}

export function inputsSexpr(all: readonly XmlElement[]): Sexpr[] {
  const usb = all.filter((one) => attribute(one, 'bus') === 'usb')
  const words = usb.map((one) => attribute(one, 'type') ?? '')
  for (const word of words) {
    if (!pointers.some((one) => one === word)) throw invalid(`There is no USB input "${word}".`)
  }
  return words.length === 0
    ? []
    : [['usb', '1'], ...words.map((word): Sexpr => ['usbdevice', word])]
}

/** Elements of one name within `<devices>`. */
export const devicesOf = (devices: XmlElement | null, name: string): XmlElement[] =>
  devices === null ? [] : children(devices, name)
