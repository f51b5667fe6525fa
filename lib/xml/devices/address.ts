import { at, attribute } from '../element.ts'
import type { Field } from '../fields.ts'

const hex = (value: string | null, digits: number): string | null => {
  const match = /^(?:0x)?([0-9a-f]{1,8})$/i.exec(value ?? '0')
  return match === null ? null : Number.parseInt(match[1]!, 16).toString(16).padStart(digits, '0')
}

/**
 * `<address>` of a PCI device as people write it, `0000:00:19.0`; of a USB one `1-4`; of a SCSI one `0:0:1:0`. null when
 * there is none, or one of another kind.
 */
export const address = (...path: string[]): Field<string | null> => ({
  read: (element) => {
    const found = at(element, ...path)
    if (found === null) return null
    const get = (name: string) => attribute(found, name)
    if (get('slot') !== null) {
      const parts = [hex(get('domain'), 4), hex(get('bus'), 2), hex(get('slot'), 2)]
      const place = [...parts, hex(get('function'), 1)]
      return place.includes(null) ? null : `${parts.join(':')}.${place[3]}`
    }
    if (get('device') !== null) return `${get('bus') ?? 0}-${get('device')}`
    if (get('unit') === null) return null
    return [get('controller'), get('bus'), get('target'), get('unit')]
      .map((one) => one ?? 0)
      .join(':')
  },
})
