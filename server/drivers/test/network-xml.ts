import { attribute, child, make, type XmlElement } from '../../../lib/xml/element.ts'
import { arrange } from './arrange.ts'

// virNetworkDefFormatBuf (src/conf/network_conf.c)
const order = [
  'name',
  'uuid',
  'metadata',
  'forward',
  'bridge',
  'mtu',
  'mac',
  'domain',
  'dns',
  'vlan',
  'bandwidth',
  'port',
  'ip',
  'route',
  'virtualport',
  'portgroup',
  '…',
]

/** Ways to forward for which libvirt makes the bridge, and so says how. */
const ownBridge = ['nat', 'route', 'open', 'isolated']

/** A network's definition as libvirt 9.0 keeps it. */
export function networkXml(network: XmlElement, uuid: string): XmlElement {
  const forward = child(network, 'forward')
  const mode = forward === null ? 'isolated' : (attribute(forward, 'mode') ?? 'nat')
  return arrange(network, {
    order,
    put: {
      uuid: make('uuid', {}, [uuid]),
      forward: forward && forwardXml(forward, mode),
      bridge: bridgeXml(child(network, 'bridge'), mode),
      title: null,
    },
  })
}

function forwardXml(forward: XmlElement, mode: string): XmlElement {
  const dev = attribute(forward, 'dev')
  const through = dev !== null && child(forward, 'interface') === null
  return arrange(forward, {
    order: ['nat', 'pf', 'interface', '…'],
    attributes: { dev, mode },
    ...(through ? { put: { interface: make('interface', { dev }) } } : {}),
  })
}

function bridgeXml(bridge: XmlElement | null, mode: string): XmlElement | null {
  if (bridge === null && !ownBridge.includes(mode)) return null
  const given = bridge ?? make('bridge')
  return arrange(given, {
    order: ['…'],
    attributes: {
      name: attribute(given, 'name'),
      ...(ownBridge.includes(mode)
        ? { stp: attribute(given, 'stp') ?? 'on', delay: attribute(given, 'delay') ?? '0' }
        : {}),
    },
  })
}
