import { children, text, type XmlElement } from './element.ts'
import { printMetadata } from './print-metadata.ts'
import { escapeText } from './write.ts'

/** Elements libvirt writes with both tags even when nothing is inside, on two lines or on one. */
const alwaysOpen = ['devices', 'source in pool', 'cells', 'ip in network', 'redirdev', 'hyperv']
const alwaysText = ['doi']

/**
 * An element as libvirt writes it: two blanks a level, single quotes, text on the line of its tags. Comments and
 * white space between elements are not kept, as libvirt keeps neither.
 */
export function printXml(element: XmlElement, indent = '', parent = ''): string {
  if (element.name === 'metadata') return printMetadata(element, indent)
  const inside = children(element)
  const open = `${indent}<${element.name}${attributesOf(element)}`
  const value = text(element)
  if (inside.length === 0 && (value.trim() !== '' || alwaysText.includes(element.name))) {
    return `${open}>${escapeText(value)}</${element.name}>\n`
  }
  const kept = alwaysOpen.some(
    (one) => one === element.name || one === `${element.name} in ${parent}`,
  )
  if (inside.length === 0 && !kept) return `${open}/>\n`
  const lines = inside.map((one) => printXml(one, `${indent}  `, element.name)).join('')
  return `${open}>\n${lines}${indent}</${element.name}>\n`
}

const attributesOf = ({ attributes }: XmlElement) =>
  attributes.map(({ name, value }) => ` ${name}='${escapeText(value)}'`).join('')
