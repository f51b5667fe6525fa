import { at, attribute, make, type XmlElement } from '../../../lib/xml/element.ts'
import { valueAt } from '../../../lib/xml/fields.ts'
import { listsOf, type Sexpr } from './sexpr.ts'
import { invalid, unsupported } from './shape.ts'
import { numberAt } from './values.ts'

/** Where a PCI device is told to be: xend's word, libvirt's, the hexadecimal digits, and the largest there is. */
const places = [
  ['domain', 'domain', 4, 0xffff],
  ['bus', 'bus', 2, 0xff],
  ['slot', 'slot', 2, 0x1f],
  ['func', 'function', 1, 7],
] as const

const hex = (value: number, digits: number) => `0x${value.toString(16).padStart(digits, '0')}`

/** `(pci (dev (domain 0x0)(bus 0x0)(slot 0x1b)(func 0x0)) …)`: a `<hostdev>` for each; one out of range is none. */
export const hostDevicesXml = (pci: Sexpr): XmlElement[] =>
  listsOf(pci, 'dev').flatMap((dev) => {
    const address: Record<string, string> = {}
    for (const [word, libvirt, digits, most] of places) {
      const value = numberAt(dev, word)
      if (value === null || !Number.isInteger(value) || value < 0 || value > most) return []
      address[libvirt] = hex(value, digits)
    }
    return [
      make('hostdev', { mode: 'subsystem', type: 'pci', managed: 'no' }, [
        make('source', {}, [make('address', address)]),
      ]),
    ]
  })

/** `<hostdev>`s in the one `(pci …)` that a domain has. */
export const hostDevicesSexpr = (all: readonly XmlElement[]): Sexpr[] => ['pci', ...all.map(devOf)]

function devOf(hostdev: XmlElement): Sexpr {
  const type = attribute(hostdev, 'type')
  if (type !== 'pci') throw unsupported(`a device of the host of type ${type}`)
  const address = at(hostdev, 'source', 'address')
  if (address === null) throw invalid('A device of the host has no address.')
  const values = places.map(([word, libvirt, digits, most]): Sexpr => {
    const value = Number(valueAt(address, `@${libvirt}`) ?? 0)
    if (!(Number.isInteger(value) && value >= 0 && value <= most)) {
      throw invalid(`A device of the host has no ${libvirt} ${valueAt(address, `@${libvirt}`)}.`)
    }
    return [word, hex(value, digits)]
  })
  return ['dev', ...values]
}
