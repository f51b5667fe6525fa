import { attribute, child, children, make, type XmlElement } from '../../../lib/xml/element.ts'
import type { Image } from './image.ts'
import type { Sexpr } from './sexpr.ts'
import { unsupported } from './shape.ts'
import { entries, entry, numberAt, switchAt, wholeAt } from './values.ts'

/** In libvirt's order; the words are the same on both sides. */
const features = ['acpi', 'apic', 'pae', 'hap', 'viridian'] as const
const usual: readonly string[] = ['acpi', 'apic', 'pae']

export function featuresXml({ hvm, settings }: Image): XmlElement[] {
  const on = hvm ? features.filter((one) => switchAt(settings, one) === true) : []
  return on.length === 0
    ? []
    : [
        make(
          'features',
          {},
          on.map((one) => make(one)),
        ),
      ]
}

/** The old switches are always said, as xends differ in what they take for granted; the new ones only when they are on. */
export function featuresSexpr(domain: XmlElement): Sexpr[] {
  const given = child(domain, 'features')
  return features.flatMap((one): Sexpr[] => {
    const element = given && child(given, one)
    const on = element !== null && attribute(element, 'state') !== 'off'
    return on || usual.includes(one) ? [[one, on ? '1' : '0']] : []
  })
}

/** A clock that was set apart from the host's is `variable`, by so many seconds. */
export function clockXml(domain: Sexpr, { hvm, settings }: Image): XmlElement {
  const local = switchAt(settings, 'localtime') ?? switchAt(domain, 'localtime') ?? false
  const basis = local ? 'localtime' : 'utc'
  const apart = hvm ? numberAt(settings, 'rtc_timeoffset') : null
  const hpet = hvm ? switchAt(settings, 'hpet') : null
  const timer = hpet === null ? [] : [make('timer', { name: 'hpet', present: hpet ? 'yes' : 'no' })]
  return apart === null || apart === 0 || !Number.isSafeInteger(apart)
    ? make('clock', { offset: basis }, timer)
    : make('clock', { offset: 'variable', adjustment: apart, basis }, timer)
}

export function clockSexpr(domain: XmlElement, hvm: boolean): Sexpr[] {
  const clock = child(domain, 'clock')
  const offset = (clock && attribute(clock, 'offset')) ?? 'utc'
  if (!['utc', 'localtime', 'variable'].includes(offset)) throw unsupported(`a clock by ${offset}`)
  const basis = offset === 'variable' ? clock && attribute(clock, 'basis') : offset
  const isLocal = basis === 'localtime'
  if (!hvm) return isLocal ? [['localtime', '1']] : []
  const local = entry('localtime', isLocal ? 1 : 0)
  const apart = offset === 'variable' ? clock && attribute(clock, 'adjustment') : null
  const timers = clock === null ? [] : children(clock, 'timer')
  const hpet = timers.find((one) => attribute(one, 'name') === 'hpet')
  const present = hpet && (attribute(hpet, 'present') === 'no' ? 0 : 1)
  return entries(local, entry('rtc_timeoffset', apart), entry('hpet', present ?? null))
}

/** `(stdvga 1)` is a plain VGA, else a Cirrus; a framebuffer is no video card. */
export const videoXml = ({ settings }: Image): XmlElement => {
  const memory = wholeAt(settings, 1024, 'videoram')
  const plain = switchAt(settings, 'stdvga') === true
  return make('video', {}, [
    make('model', { type: plain ? 'vga' : 'cirrus', vram: memory && memory * 1024 }),
  ])
}

export function videoSexpr(video: XmlElement | null): Sexpr[] {
  const model = video && child(video, 'model')
  if (model === null) return []
  const memory = Number(attribute(model, 'vram') ?? 0) / 1024
  return entries(
    entry('stdvga', attribute(model, 'type') === 'vga' ? 1 : 0),
    entry('videoram', memory >= 1 && memory <= 1024 ? Math.ceil(memory) : null),
  )
}
