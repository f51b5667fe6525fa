import { attribute, child, children, type XmlElement } from './element.ts'
import { valueAt } from './fields.ts'
import { readXml } from './read.ts'
import { writeXml } from './write.ts'

/**
 * `edited` with what libvirt tells only when asked for secrets (VIR_DOMAIN_XML_SECURE) put back from `secure`, the
 * present definition with them: passwords of displays, and cookies for a disk's server while it is the same one. A
 * password that `edited` has, even an empty one, stands. What has no secret to get back stays as it was typed.
 * Throws XmlError.
 */
export function keepSecrets(edited: string, secure: string): string {
  const document = readXml(edited)
  const known = child(readXml(secure).root, 'devices')
  if (known === null) return edited
  const root = mapChildren(document.root, (part) =>
    part.local === 'devices' ? devicesWith(part, known) : part,
  )
  return root === document.root ? edited : writeXml({ ...document, root })
}

type Keep = (edited: XmlElement, known: XmlElement) => XmlElement

/** Devices that have secrets: by what one is known again, and how it gets them back. */
const kinds = new Map<string, { key: string; keep: Keep }>([
  ['graphics', { key: '@type', keep: withPassword }],
  ['disk', { key: 'target/@dev', keep: withCookies }],
])

function devicesWith(devices: XmlElement, known: XmlElement): XmlElement {
  const left = children(known)
  return mapChildren(devices, (device) => {
    const kind = kinds.get(device.local)
    if (kind === undefined) return device
    const same = (one: XmlElement) =>
      one.local === device.local && valueAt(one, kind.key) === valueAt(device, kind.key)
    const at = left.findIndex(same)
    const [found] = at === -1 ? [] : left.splice(at, 1)
    return found === undefined ? device : kind.keep(device, found)
  })
}

function withPassword(graphics: XmlElement, known: XmlElement): XmlElement {
  const value = attribute(known, 'passwd')
  if (value === null || attribute(graphics, 'passwd') !== null) return graphics
  const passwd = { name: 'passwd', local: 'passwd', uri: '', value }
  return { ...graphics, attributes: [...graphics.attributes, passwd], spelling: null }
}

/** A source may stand in a disk, in its backing store, in a mirror … */
function withCookies(part: XmlElement, known: XmlElement): XmlElement {
  const inside = mapChildren(part, (one) => {
    const other = child(known, one.local)
    return other === null ? one : withCookies(one, other)
  })
  const cookies = child(known, 'cookies')
  if (cookies === null || child(part, 'cookies') !== null) return inside
  if (serverOf(part) !== serverOf(known)) return inside
  return { ...inside, children: [...inside.children, cookies], spelling: null }
}

/** Where a network source leads: a cookie is for nobody else. */
const serverOf = (source: XmlElement): string =>
  JSON.stringify([
    attribute(source, 'protocol'),
    children(source, 'host').map((host) =>
      ['transport', 'name', 'port', 'socket'].map((name) => attribute(host, name)),
    ),
  ])

/** The same element where nothing inside it changed. Elements of other namespaces are left alone. */
function mapChildren(parent: XmlElement, change: (part: XmlElement) => XmlElement): XmlElement {
  const changed = parent.children.map((node) =>
    node.kind === 'element' && node.namespace === '' ? change(node) : node,
  )
  const same = changed.every((node, index) => node === parent.children[index])
  return same ? parent : { ...parent, children: changed }
}
