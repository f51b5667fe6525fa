import { attribute, child, text, type XmlElement } from './element.ts'

/** In bytes; null when there is no such element. `why` is what libvirt says of a wrong one. */
export type SizeReading = { ok: true; bytes: number | null } | { ok: false; why: string }

/** virScaleInteger (src/util/virutil.c): letters and the binary names are powers of 1024, the decimal ones of 1000. */
function factorOf(unit: string): number | null {
  const match = /^(?:(b|bytes?)|([kmgtpe])(ib|b)?)$/i.exec(unit)
  if (match === null) return null
  const [, , letter, kind] = match
  if (letter === undefined) return 1
  const base = kind?.toLowerCase() === 'b' ? 1000 : 1024
  return base ** ('kmgtpe'.indexOf(letter.toLowerCase()) + 1)
}

/** The size in a child, scaled by its unit, or by `unitless` where it names none. */
export function readSize(parent: XmlElement, name: string, unitless: string): SizeReading {
  const element = child(parent, name)
  if (element === null) return { ok: true, bytes: null }
  const value = text(element).trim()
  if (!/^\d{1,18}$/.test(value)) {
    const where = `./${name}[1]`
    return {
      ok: false,
      why: `XML error: Invalid value '${value}' for element or attribute '${where}'`,
    }
  }
  const unit = attribute(element, 'unit') ?? unitless
  const factor = factorOf(unit)
  if (factor === null) return { ok: false, why: `invalid argument: unknown suffix '${unit}'` }
  return { ok: true, bytes: Number(value) * factor }
}
