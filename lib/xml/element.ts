/**
 * An XML tree that nobody mutates: an edit makes a new element and shares the rest with the old one.
 * `spelling` is how a node was typed in the text it was read from; a node made here has none and is
 * written in libvirt's own manner. So what an edit does not touch is written back as it was typed.
 */
export type XmlNode = XmlElement | XmlText | XmlComment | XmlInstruction

export interface XmlElement {
  kind: 'element'
  /** As typed, with its prefix. */
  name: string
  local: string
  /** The namespace's address, or '' for none. */
  namespace: string
  /** In the order typed, namespace declarations included. */
  attributes: readonly XmlAttribute[]
  children: readonly XmlNode[]
  spelling: { open: string; close: string } | null
}

export interface XmlAttribute {
  name: string
  local: string
  /** The namespace's address; an attribute without a prefix has none, whatever its element has. */
  uri: string
  value: string
}

/** Character data; `cdata` when it was typed as a CDATA section. */
export interface XmlText {
  kind: 'text'
  value: string
  cdata: boolean
  spelling: string | null
}

export interface XmlComment {
  kind: 'comment'
  value: string
}

export interface XmlInstruction {
  kind: 'instruction'
  target: string
  body: string
}

/** A whole document: what stands before and after the root element is kept as typed. */
export interface XmlDocument {
  prolog: string
  root: XmlElement
  epilog: string
}

/** The child elements, all of them or those of one name; `namespace` '' is no namespace, as libvirt's own elements. */
export function children(element: XmlElement, local?: string, namespace = ''): XmlElement[] {
  return element.children.filter(
    (node): node is XmlElement =>
      node.kind === 'element' &&
      (local === undefined || (node.local === local && node.namespace === namespace)),
  )
}

/** The first child element of that name, or null. */
export function child(element: XmlElement, local: string, namespace = ''): XmlElement | null {
  for (const node of element.children) {
    if (node.kind === 'element' && node.local === local && node.namespace === namespace) return node
  }
  return null
}

/** The value of an attribute without a namespace, or null. */
export function attribute(element: XmlElement, name: string): string | null {
  for (const one of element.attributes) if (one.name === name) return one.value
  return null
}

/** The character data directly inside an element, CDATA included, as it stands: nothing is trimmed. */
export function text(element: XmlElement): string {
  let value = ''
  for (const node of element.children) if (node.kind === 'text') value += node.value
  return value
}

/** The trimmed text of the first child of that name; null when there is no such child or it is empty. */
export function childText(element: XmlElement, local: string, namespace = ''): string | null {
  const found = child(element, local, namespace)
  return found === null ? null : text(found).trim() || null
}

/** Follows child names from an element: `at(domain, 'os', 'type')`. */
export function at(element: XmlElement, ...path: string[]): XmlElement | null {
  let here: XmlElement | null = element
  for (const step of path) here = here === null ? null : child(here, step)
  return here
}

/** A new element without a namespace. Attributes that are null are left out; text children may be plain strings. */
export function make(
  name: string,
  attributes: Record<string, string | number | null> = {},
  inside: readonly (XmlNode | string)[] = [],
): XmlElement {
  const kept: XmlAttribute[] = []
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null) kept.push({ name: key, local: key, uri: '', value: String(value) })
  }
  const nodes = inside.map((one) => (typeof one === 'string' ? makeText(one) : one))
  return {
    kind: 'element',
    name,
    local: name,
    namespace: '',
    attributes: kept,
    children: nodes,
    spelling: null,
  }
}

export const makeText = (value: string): XmlText => ({
  kind: 'text',
  value,
  cdata: false,
  spelling: null,
})
