import type { XmlElement } from './element.ts'

/**
 * A domain without what libvirt tells only when asked for secrets (VIR_DOMAIN_XML_SECURE): passwords of displays and
 * cookies for disks' servers. `keepSecrets` puts them back.
 */
export const withoutSecrets = (domain: XmlElement): XmlElement =>
  inside(domain, (part) => (part.local === 'devices' ? inside(part, device) : part))

const device = (one: XmlElement): XmlElement =>
  one.local === 'graphics' ? withoutPassword(one) : withoutCookies(one)

function withoutPassword(graphics: XmlElement): XmlElement {
  const attributes = graphics.attributes.filter(({ name }) => name !== 'passwd')
  const same = attributes.length === graphics.attributes.length
  return same ? graphics : { ...graphics, attributes, spelling: null }
}

/** A source may stand in a disk, in its backing store, in a mirror … */
const withoutCookies = (part: XmlElement): XmlElement =>
  inside(part, (one) => (one.local === 'cookies' ? null : withoutCookies(one)))

/** With the child elements of libvirt's own as `change` has them; null: left out. */
const inside = (
  parent: XmlElement,
  change: (part: XmlElement) => XmlElement | null,
): XmlElement => ({
  ...parent,
  children: parent.children.flatMap((node) =>
    node.kind === 'element' && node.namespace === '' ? (change(node) ?? []) : node,
  ),
})
