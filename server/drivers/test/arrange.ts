import {
  children,
  make,
  text,
  type XmlAttribute,
  type XmlElement,
} from '../../../lib/xml/element.ts'

export interface Arrangement {
  /** libvirt's order of the children; what is not named comes where '…' stands, in the order it was given. */
  order: readonly string[]
  /** Children to put in place of those given, or to add; null leaves them out. */
  put?: Record<string, XmlElement | readonly XmlElement[] | null>
  /** Attributes that come first, in this order; null leaves one out. Those not named follow as they were given. */
  attributes?: Record<string, string | number | null>
}

/** A definition as libvirt would write it back: its own children in libvirt's order, other people's left out. */
export function arrange(element: XmlElement, { order, put = {}, attributes = {} }: Arrangement) {
  const given = children(element).filter((one) => one.namespace === '' && !(one.name in put))
  const placed = Object.values(put).flatMap((one) => one ?? [])
  const elsewhere = order.indexOf('…')
  const rank = ({ name }: XmlElement) => {
    const at = order.indexOf(name)
    return at === -1 ? elsewhere : at
  }
  const inside = [...placed, ...given].sort((a, b) => rank(a) - rank(b))
  // Text beside elements is white space; an element with nothing else has it for its value.
  const made = make(element.name, attributes, inside.length > 0 ? inside : [text(element)])
  const named = Object.keys(attributes)
  const rest = element.attributes.filter((one) => plain(one) && !named.includes(one.name))
  return { ...made, attributes: [...made.attributes, ...rest] }
}

const plain = ({ uri }: XmlAttribute) => uri === ''
