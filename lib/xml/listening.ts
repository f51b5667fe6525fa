import { attribute, make, type XmlElement, type XmlNode } from './element.ts'
import { readXml } from './read.ts'
import { writeXml } from './write.ts'

/**
 * A domain's definition with the display of that number listening on every address of its host; all else stays as it
 * is written. Throws XmlError for what is no XML, RangeError where there is no such display.
 */
export function listeningOnAll(xml: string, index: number): string {
  const document = readXml(xml)
  let seen = -1
  let changed = false
  const displays = (node: XmlNode): XmlNode => {
    if (!isElement(node, 'graphics')) return node
    seen += 1
    if (seen !== index) return node
    changed = true
    return listening(node)
  }
  const root = within(document.root, (node) =>
    isElement(node, 'devices') ? within(node, displays) : node,
  )
  if (!changed) throw new RangeError(`there is no display ${index}`)
  return writeXml({ ...document, root })
}

const isElement = (node: XmlNode, local: string): node is XmlElement =>
  node.kind === 'element' && node.local === local && node.namespace === ''

const within = (element: XmlElement, change: (node: XmlNode) => XmlNode): XmlElement => ({
  ...element,
  children: element.children.map(change),
})

/** What said where it listens goes; a display on a socket had no port and gets one when it starts. */
function listening(graphics: XmlElement): XmlElement {
  const attributes = graphics.attributes.filter(({ name }) => !['listen', 'socket'].includes(name))
  const port = attribute(graphics, 'port')
  const automatic =
    port === null || port === '-1'
      ? make('graphics', { port: '-1', autoport: 'yes' }).attributes
      : []
  const kept = attributes.filter(({ name }) => !automatic.some((one) => one.name === name))
  return {
    ...graphics,
    spelling: null,
    attributes: [...kept, ...automatic],
    children: [
      make('listen', { type: 'address', address: '0.0.0.0' }),
      ...graphics.children.filter((node) => !isElement(node, 'listen')),
    ],
  }
}
