import type { KiB } from '../../../lib/units.ts'
import {
  attribute,
  child,
  children,
  make,
  makeText,
  type XmlElement,
} from '../../../lib/xml/element.ts'
import { arrange } from './arrange.ts'
import { sizeOf } from './sizes.ts'

/** An element's size, rounded up; null where there is none. Throws Failure in libvirt's words. */
export function kibAt(parent: XmlElement, name: string): KiB | null {
  const bytes = sizeOf(parent, name, 'KiB')
  return bytes === null ? null : Math.ceil(bytes / 1024)
}

/** The same of a NUMA cell, which says it in attributes. */
export const kibOfCell = (cell: XmlElement): KiB => {
  const unit = attribute(cell, 'unit')
  const memory = make('memory', { unit }, [attribute(cell, 'memory') ?? '0'])
  return kibAt(make('cell', {}, [memory]), 'memory') ?? 0
}

/** An element of one size, as libvirt writes it; null where there is none. */
export function kibXml(parent: XmlElement, name: string): XmlElement | null {
  const element = child(parent, name)
  if (element === null) return null
  const written = arrange(element, { order: ['…'], attributes: { unit: 'KiB' } })
  return { ...written, children: [makeText(String(kibAt(parent, name)))] }
}

/** An element of sizes, as libvirt writes it. */
export const kibsXml = (sizes: XmlElement | null): XmlElement | null =>
  sizes &&
  make(
    sizes.name,
    {},
    children(sizes).flatMap(({ name }) => kibXml(sizes, name) ?? []),
  )
