import type { XmlDocument, XmlElement, XmlNode } from './element.ts'

/** The document as text: what was read and not edited is spelled exactly as it was. */
export const writeXml = (document: XmlDocument): string =>
  document.prolog + writeNode(document.root) + document.epilog

/** One node and all inside it. Throws RangeError for a value that no XML could carry. */
export function writeNode(node: XmlNode): string {
  switch (node.kind) {
    case 'element':
      return writeElement(node)
    case 'text':
      return node.spelling ?? (node.cdata ? cdata(node.value) : escapeText(node.value))
    case 'comment':
      if (/--|-$/.test(node.value)) throw new RangeError('a comment may not contain "--"')
      return `<!--${legal(node.value)}-->`
    case 'instruction':
      if (node.body.includes('?>')) throw new RangeError('an instruction may not contain "?>"')
      return `<?${node.target}${node.body === '' ? '' : ` ${legal(node.body)}`}?>`
  }
}

function writeElement(element: XmlElement): string {
  const inside = element.children.map(writeNode).join('')
  if (element.spelling !== null) return element.spelling.open + inside + element.spelling.close
  const attributes = element.attributes
    .map(({ name, value }) => ` ${name}='${escapeAttribute(value)}'`)
    .join('')
  return inside === ''
    ? `<${element.name}${attributes}/>`
    : `<${element.name}${attributes}>${inside}</${element.name}>`
}

// The five names are those of libvirt's own writer (src/util/virbuffer.c, virBufferEscapeString).
const names: Record<string, string> = {
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  "'": '&apos;',
  '"': '&quot;',
}

/** Text or an attribute's value as libvirt writes either. */
export const escapeText = (value: string): string =>
  legal(value).replace(/[<>&'"\r]/g, (one) => names[one] ?? '&#13;')

/** White space other than a blank must be a reference here, or reading it back would make it a blank. */
const escapeAttribute = (value: string): string =>
  escapeText(value).replace(/[\t\n]/g, (one) => (one === '\t' ? '&#9;' : '&#10;'))

const cdata = (value: string) => `<![CDATA[${legal(value).replaceAll(']]>', ']]]]><![CDATA[>')}]]>`

function legal(value: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters XML 1.0 §2.2 leaves out
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u.test(value)) {
    throw new RangeError('a character that XML has no place for')
  }
  return value
}
