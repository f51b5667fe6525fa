import { Failure } from '../../lib/failure.ts'
import { childText, type XmlElement } from '../../lib/xml/element.ts'
import { readXml, XmlError } from '../../lib/xml/read.ts'

/** The root of a definition that a person sent. Throws request.invalid, saying where it is not XML. */
export function rootOf(xml: string): XmlElement {
  try {
    return readXml(xml).root
  } catch (cause) {
    if (!(cause instanceof XmlError)) throw cause
    const { line, column, message } = cause
    throw new Failure('request.invalid', `xml: Line ${line}, column ${column + 1}: ${message}`)
  }
}

/** The `<name>` of a domain's definition, or null. Throws as `rootOf` and where it is of something else. */
export function domainNameOf(xml: string): string | null {
  const root = rootOf(xml)
  if (root.name !== 'domain') {
    throw new Failure('request.invalid', `xml: This is a <${root.name}>, not a <domain>.`)
  }
  return childText(root, 'name')
}
