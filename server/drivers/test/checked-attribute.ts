import { attribute, type XmlElement } from '../../../lib/xml/element.ts'
import { fault } from './refusal.ts'

/** An attribute that must be there. Throws Failure in libvirt's words (virXMLProp*). */
export function required(element: XmlElement, name: string): string {
  const value = attribute(element, name)
  if (value !== null) return value
  throw fault('XML error', `Missing required attribute '${name}' in element '${element.name}'`)
}

/** A whole number, or null where there is no such attribute. Throws Failure in libvirt's words. */
export function wholeNumber(element: XmlElement, name: string): number | null {
  const value = attribute(element, name)
  if (value === null) return null
  if (/^\s*\d{1,9}$/.test(value)) return Number(value)
  throw fault('XML error', `${invalid(element, name, value)} Expected non-negative integer value`)
}

/** One of those words, or null where there is no such attribute. Throws Failure in libvirt's words. */
export function word<const W extends string>(
  element: XmlElement,
  name: string,
  words: readonly W[],
): W | null {
  const value = attribute(element, name)
  if (value === null) return null
  const known = words.find((one) => one === value)
  if (known === undefined) throw fault('XML error', invalid(element, name, value))
  return known
}

const invalid = (element: XmlElement, name: string, value: string) =>
  `Invalid value for attribute '${name}' in element '${element.name}': '${value}'.`
