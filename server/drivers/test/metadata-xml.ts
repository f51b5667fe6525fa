import { child, children, type XmlElement } from '../../../lib/xml/element.ts'

/** Namespaces that metadata uses and something around it declared are declared on it, as libxml2 does. */
export function metadataXml(domain: XmlElement): XmlElement | null {
  const metadata = child(domain, 'metadata')
  if (metadata === null) return null
  const outer = [...borrowed(metadata, [])].map(([prefix, value]) => ({
    name: `xmlns:${prefix}`,
    local: prefix,
    uri: 'http://www.w3.org/2000/xmlns/',
    value,
  }))
  return { ...metadata, attributes: [...outer, ...metadata.attributes] }
}

/** Prefixes used inside that are declared outside, with their namespaces. */
function borrowed(element: XmlElement, declared: readonly string[]): Map<string, string> {
  const here = [
    ...declared,
    ...element.attributes.flatMap(({ name, local }) => (name.startsWith('xmlns:') ? local : [])),
  ]
  const names = [
    { name: element.name, uri: element.namespace },
    ...element.attributes.filter(({ name }) => !name.startsWith('xmlns:')),
  ]
  const used = names.flatMap(({ name, uri }) =>
    name.includes(':') ? [[name.slice(0, name.indexOf(':')), uri] as const] : [],
  )
  const own = used.filter(([prefix]) => !here.includes(prefix))
  return new Map([...own, ...children(element).flatMap((one) => [...borrowed(one, here)])])
}
