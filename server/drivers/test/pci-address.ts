import { attribute, child, type XmlElement } from '../../../lib/xml/element.ts'
import { arrange } from './arrange.ts'

/**
 * Every part of a PCI address is written in hexadecimal of its full width; `kind` is what an address without a type
 * is.
 */
export function withPciAddress(parent: XmlElement, kind: string | null = null): XmlElement {
  const address = child(parent, 'address')
  if (address === null || (attribute(address, 'type') ?? kind) !== 'pci') return parent
  const hex = (name: string, width: number) => {
    const value = Number(attribute(address, name) ?? 0)
    return Number.isSafeInteger(value) ? `0x${value.toString(16).padStart(width, '0')}` : null
  }
  const full = arrange(address, {
    order: ['…'],
    attributes: {
      type: attribute(address, 'type'),
      domain: hex('domain', 4),
      bus: hex('bus', 2),
      slot: hex('slot', 2),
      function: hex('function', 1),
    },
  })
  return { ...parent, children: parent.children.map((one) => (one === address ? full : one)) }
}
