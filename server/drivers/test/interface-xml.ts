import { attribute, child, make, type XmlElement } from '../../../lib/xml/element.ts'
import { arrange } from './arrange.ts'
import { madeUpMac } from './made-up.ts'
import type { Place } from './place.ts'

/** virDomainNetDefFormat */
const order = [
  ...['mac', 'source', 'vlan', 'virtualport', 'bandwidth', 'port', 'ip', 'route', 'script'],
  ...['downscript', 'backenddomain', 'target', 'guest', 'model', 'driver', 'backend', 'filterref'],
  ...['tune', 'link', 'mtu', 'coalesce', 'teaming', '…', 'boot', 'alias', 'rom', 'acpi', 'address'],
]

/** An interface's address when its definition does not say; libvirt draws one at random. */
export const impliedMac = ({ index, uuid }: Pick<Place, 'index' | 'uuid'>) =>
  madeUpMac(`${uuid} ${index}`)

/** virMacAddrFormat */
export const writtenMac = (typed: string | null): string | null =>
  typed?.toLowerCase().replace(/\b[0-9a-f]\b/g, '0$&') ?? null

export function interfaceXml(device: XmlElement, place: Place): XmlElement {
  const type = attribute(device, 'type') ?? 'user'
  const mac = child(device, 'mac')
  const given = mac && attribute(mac, 'address')
  return arrange(device, {
    order,
    attributes: { type },
    put: {
      mac: arrange(mac ?? make('mac'), {
        order: ['…'],
        attributes: { address: writtenMac(given) ?? impliedMac(place) },
      }),
      source: sourceXml(child(device, 'source'), type),
      target: arrange(child(device, 'target') ?? make('target'), {
        order: ['…'],
        attributes: { dev: place.implied },
      }),
    },
  })
}

function sourceXml(source: XmlElement | null, type: string): XmlElement | null {
  if (source === null || type === 'user') return null
  const mode = attribute(source, 'mode')
  switch (type) {
    // The bridge of a network's source tells of a running one and is not kept.
    case 'network':
      return arrange(source, { order: ['…'], attributes: { bridge: null } })
    case 'direct':
      return arrange(source, {
        order: ['…'],
        attributes: { dev: attribute(source, 'dev'), mode: mode ?? 'vepa' },
      })
    default:
      return source
  }
}
