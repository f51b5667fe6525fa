import { children, type XmlElement, type XmlNode } from './element.ts'
import { escapeText, writeNode } from './write.ts'

/**
 * `<metadata>` as libvirt writes it: each element of some namespace on a line of its own by libxml2, which takes
 * double quotes, lays out what holds elements alone, and leaves everything as it is inside an element with text.
 * (White space counts as text only until libvirt has copied the definition, which it does when the domain stops and
 * for what runs next; ours stays as it was typed.)
 */
export function printMetadata(metadata: XmlElement, indent: string): string {
  const lines = children(metadata)
    .filter(({ namespace }) => namespace !== '')
    .map((one) => `${indent}  ${foreign(one, `${indent}  `)}\n`)
  if (lines.length === 0) return ''
  return `${indent}<metadata${attributesOf(metadata)}>\n${lines.join('')}${indent}</metadata>\n`
}

/** `indent`: that of the line the element stands on; null: as it is. */
function foreign(element: XmlElement, indent: string | null): string {
  const open = `<${element.name}${attributesOf(element)}`
  if (element.children.length === 0) return `${open}/>`
  const asItIs = indent === null || element.children.some(({ kind }) => kind === 'text')
  const inside = asItIs
    ? element.children.map((node) => within(node, null)).join('')
    : `${element.children.map((node) => `\n${indent}  ${within(node, `${indent}  `)}`).join('')}\n${indent}`
  return `${open}>${inside}</${element.name}>`
}

function within(node: XmlNode, indent: string | null): string {
  if (node.kind === 'element') return foreign(node, indent)
  if (node.kind !== 'text' || node.cdata) return writeNode(node)
  return escapeText(node.value).replaceAll('&quot;', '"').replaceAll('&apos;', "'")
}

const attributesOf = ({ attributes }: XmlElement) =>
  attributes.map(({ name, value }) => ` ${name}="${escapeAttribute(value)}"`).join('')

const escapeAttribute = (value: string) =>
  escapeText(value)
    .replaceAll('&apos;', "'")
    .replace(/[\t\n]/g, (one) => `&#${one.charCodeAt(0)};`)
