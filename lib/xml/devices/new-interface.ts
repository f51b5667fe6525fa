import { make, type XmlElement } from '../element.ts'
import { networkInterface } from '../interface.ts'
import { devicesOf } from './hardware.ts'
import { isHvm, isXen } from './machine-kind.ts'
import { onLines } from './on-lines.ts'

/** What a person says of a network card to be added. Empty texts are left to the host. */
export interface NewInterface {
  type: 'network' | 'bridge'
  source: string
  model: string
  mac: string
}

const interfacesOf = (domain: XmlElement) =>
  devicesOf(domain).flatMap((device) =>
    device.name === 'interface' ? networkInterface.read(device) : [],
  )

/** The models that a machine of this hypervisor may have, and those it has already; the first leaves it to the host. */
export function modelsOf(domain: XmlElement): string[] {
  const emulated = ['e1000', 'rtl8139']
  const usual = isXen(domain)
    ? ['netfront', ...(isHvm(domain) ? emulated : [])]
    : ['virtio', 'e1000e', ...emulated]
  return [...new Set(['', ...usual, ...interfacesOf(domain).flatMap(({ model }) => model ?? [])])]
}

/** A card on what the machine's first is on, and of its model. */
export function newInterface(domain: XmlElement): NewInterface {
  const alike = interfacesOf(domain).find(({ type }) => type === 'network' || type === 'bridge')
  const usual = isXen(domain)
    ? ({ type: 'bridge', source: 'xenbr0' } as const)
    : ({ type: 'network', source: 'default' } as const)
  if (alike === undefined) return { ...usual, model: isXen(domain) ? '' : 'virtio', mac: '' }
  return {
    type: alike.type === 'bridge' ? 'bridge' : 'network',
    source: alike.source ?? '',
    model: alike.model ?? '',
    mac: '',
  }
}

/** The beginning of addresses that anybody may use for guests of QEMU (libvirt's own) and of Xen (its vendor's). */
const vendorOf = (domain: XmlElement): string => (isXen(domain) ? '00:16:3e' : '52:54:00')

/** A MAC address that no card of the machine has. `random`: 0 up to 1. */
export function freshMac(domain: XmlElement, random: () => number): string {
  const byte = (most: number) =>
    Math.floor(random() * most)
      .toString(16)
      .padStart(2, '0')
  // Xen's vendor keeps the upper half for itself.
  return [vendorOf(domain), byte(isXen(domain) ? 128 : 256), byte(256), byte(256)].join(':')
}

/** What is wrong with each field; nothing when the host may be asked. */
export function whyNotInterface(
  { type, source, mac }: NewInterface,
  domain: XmlElement,
): Partial<Record<keyof NewInterface, string>> {
  const wrong: Partial<Record<keyof NewInterface, string>> = {}
  if (source.trim() === '') {
    wrong.source = `The name of a ${type === 'network' ? 'virtual network' : 'bridge'} is needed.`
  }
  if (mac === '') return wrong
  if (!/^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/i.test(mac)) wrong.mac = 'Six pairs as 52:54:00:12:34:56.'
  else if (Number.parseInt(mac.slice(0, 2), 16) % 2 === 1) {
    wrong.mac = 'This is an address of many (its first byte is odd).'
  } else if (interfacesOf(domain).some((one) => one.mac?.toLowerCase() === mac.toLowerCase())) {
    wrong.mac = 'Another card of this machine has this address.'
  }
  return wrong
}

/** The `<interface>`. */
export const interfaceXml = ({ type, source, model, mac }: NewInterface): XmlElement =>
  onLines('interface', { type }, [
    ...(mac === '' ? [] : [make('mac', { address: mac.toLowerCase() })]),
    make('source', { [type]: source.trim() }),
    ...(model === '' ? [] : [make('model', { type: model })]),
  ])
