import {
  attribute,
  child,
  children,
  childText,
  text,
  type XmlElement,
} from '../../../lib/xml/element.ts'
import { valueAt } from '../../../lib/xml/fields.ts'
import { printXml } from '../../../lib/xml/print.ts'
import type { HostInterface, Network, NodeDevice } from '../driver.ts'
import type { Named, WorldContent } from './content.ts'
import { hostInterfaceXml } from './host-interface-xml.ts'
import { madeUpUuid } from './made-up.ts'
import { networkXml } from './network-xml.ts'
import { fault } from './refusal.ts'

/** A `<uuid>` in libvirt's spelling (virUUIDParse passes over hyphens), or one made of the name. Throws Failure. */
export function readUuid(element: XmlElement, seed: string): string {
  const given = childText(element, 'uuid')
  if (given === null) return madeUpUuid(seed)
  const digits = given.replaceAll('-', '').toLowerCase()
  if (!/^[0-9a-f]{32}$/.test(digits)) throw fault('internal error', 'malformed uuid element')
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** A required `<name>` without a slash. Throws Failure as libvirt does for that kind of object. */
export function readName(element: XmlElement): string {
  const given = child(element, 'name')
  const name = given === null ? '' : text(given)
  if (name === '') throw fault(null, 'missing name information')
  if (name.includes('\n')) throw fault(null, 'invalid char in name: \n')
  if (!name.includes('/')) return name
  if (element.name === 'network') throw fault(null, 'invalid char in name: /')
  throw fault('XML error', `name ${name} cannot contain '/'`)
}

/** Refuses a name or a uuid that an earlier object of the kind has. */
export function refuseTwins(
  kind: string,
  objects: readonly { name: string; uuid: string }[],
): void {
  const names = new Map<string, string>()
  const uuids = new Map<string, string>()
  for (const { name, uuid } of objects) {
    const [twin, same] = [names.get(name), uuids.get(uuid)]
    if (same !== undefined) {
      throw fault('operation failed', `${kind} '${same}' is already defined with uuid ${uuid}`)
    }
    if (twin !== undefined) {
      throw fault('operation failed', `${kind} '${name}' already exists with uuid ${twin}`)
    }
    names.set(name, uuid)
    uuids.set(uuid, name)
  }
}

/** A network from a file is active; libvirt makes up addresses from its first range, or its own address. */
export function readNetwork(element: XmlElement, place: string): WorldContent['networks'][number] {
  const name = readName(element)
  const uuid = readUuid(element, `${place} network ${name}`)
  const mode = valueAt(element, 'forward/@mode')
  if (mode !== null && !forwardModes.includes(mode)) {
    throw fault('unsupported configuration', `unknown forwarding type '${mode}'`)
  }
  const object: Network = {
    name,
    uuid,
    active: true,
    persistent: true,
    autostart: false,
    bridge: valueAt(element, 'bridge/@name'),
  }
  const leases = valueAt(element, 'ip/dhcp/range/@start') ?? valueAt(element, 'ip/@address')
  return { object, xml: printXml(networkXml(element, uuid)), leases }
}

const forwardModes = [
  'none',
  'nat',
  'route',
  'open',
  'bridge',
  'private',
  'vepa',
  'passthrough',
  'hostdev',
]

const interfaceTypes = ['ethernet', 'bridge', 'bond', 'vlan']

export function readHostInterface(element: XmlElement): Named<HostInterface> {
  const type = requiredType(element, interfaceTypes)
  const name = attribute(element, 'name')
  if (name === null) throw fault('XML error', 'interface has no name')
  const mac = type === 'ethernet' || type === 'bond' ? valueAt(element, 'mac/@address') : null
  return { object: { name, mac, active: true }, xml: printXml(hostInterfaceXml(element)) }
}

/** A required `type` of a known kind. Throws Failure. */
export function requiredType(element: XmlElement, types: readonly string[]): string {
  const type = attribute(element, 'type')
  const { name } = element
  if (type === null) {
    throw fault('XML error', `Missing required attribute 'type' in element '${name}'`)
  }
  if (!types.includes(type)) {
    throw fault('XML error', `Invalid value for attribute 'type' in element '${name}': '${type}'.`)
  }
  return type
}

export function readNodeDevice(element: XmlElement): Named<NodeDevice> {
  const name = childText(element, 'name')
  if (name === null) throw fault(null, 'missing name information')
  if (children(element, 'capability').length === 0) {
    throw fault('internal error', `no device capabilities for '${name}'`)
  }
  const system =
    child(element, 'parent') === null && valueAt(element, 'capability/@type') === 'system'
  if (system && valueAt(element, 'capability/hardware/uuid') === null) {
    throw fault('internal error', `no system UUID supplied for '${name}'`)
  }
  return { object: { name, parent: childText(element, 'parent') }, xml: printXml(element) }
}
