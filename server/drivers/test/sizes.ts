import type { XmlElement } from '../../../lib/xml/element.ts'
import { readSize } from '../../../lib/xml/size.ts'
import { fault } from './refusal.ts'

/** A size of an element in bytes, scaled by its unit; null when there is none. Throws what libvirt says of a wrong one. */
export function sizeOf(parent: XmlElement, name: string, unitless: string): number | null {
  const reading = readSize(parent, name, unitless)
  if (!reading.ok) throw fault(null, reading.why)
  return reading.bytes
}
