import { attribute, child, text, type XmlElement } from '../../../lib/xml/element.ts'
import { fault } from './refusal.ts'

/** virScaleInteger (src/util/virutil.c): letters and the binary names are powers of 1024, the decimal ones of 1000. */
function factorOf(unit: string): number | null {
  const match = /^(?:(b|bytes?)|([kmgtpe])(ib|b)?)$/i.exec(unit)
  if (match === null) return null
  const [, , letter, kind] = match
  if (letter === undefined) return 1
  const base = kind?.toLowerCase() === 'b' ? 1000 : 1024
  return base ** ('kmgtpe'.indexOf(letter.toLowerCase()) + 1)
}

/** A size of an element in bytes, scaled by its unit; null when there is none. Throws what libvirt says of a wrong one. */
export function sizeOf(parent: XmlElement, name: string, unitless: string): number | null {
  const element = child(parent, name)
  if (element === null) return null
  const value = text(element).trim()
  if (!/^\d{1,18}$/.test(value)) {
    throw fault('XML error', `Invalid value '${value}' for element or attribute './${name}[1]'`)
  }
  const unit = attribute(element, 'unit') ?? unitless
  const factor = factorOf(unit)
  if (factor === null) throw fault('invalid argument', `unknown suffix '${unit}'`)
  return Number(value) * factor
}
