import { dirname, isAbsolute } from 'node:path'
import { Failure } from '../../../lib/failure.ts'
import type { Bytes } from '../../../lib/units.ts'
import { attribute, children, type XmlElement, type XmlNode } from '../../../lib/xml/element.ts'
import { readXml, XmlError } from '../../../lib/xml/read.ts'
import type { WorldContent } from './content.ts'
import { defaultCells, defaultWorld } from './default-world.ts'
import type { Confined } from './files.ts'
import { readNode } from './read-node.ts'
import { fault } from './refusal.ts'

/** All files of one world together. */
const limits = { bytes: 8 * 1024 * 1024, files: 2_000, nodes: 1_500_000 }

export const readDefaultWorld = (): WorldContent =>
  readNode(readXml(defaultWorld).root, 'default', defaultCells)

/** The world of a file. Throws Failure: it may not be opened, or why it is no world, in libvirt's words. */
export async function readWorldFile(path: string, files: Confined): Promise<WorldContent> {
  const reading: Reading = { files, bytesLeft: limits.bytes, filesLeft: limits.files, path }
  const root = await readFile(reading, path, 'node')
  return readNode(await whole(root, reading), path)
}

interface Reading {
  files: Confined
  bytesLeft: Bytes
  filesLeft: number
  /** Of the node's own file, from which the others are found. */
  path: string
}

/** The same element, with each child that names a file replaced by what that file holds, as testParseXMLDocFromFile does. */
async function whole(element: XmlElement, reading: Reading): Promise<XmlElement> {
  const inside: XmlNode[] = []
  for (const node of element.children) {
    inside.push(node.kind === 'element' ? await replaced(node, reading) : node)
  }
  return { ...element, children: inside }
}

/** Elements of a world that may be in a file of their own. */
const kinds = ['domain', 'network', 'interface', 'pool', 'volume', 'device', 'domainsnapshot']

async function replaced(element: XmlElement, reading: Reading): Promise<XmlElement> {
  if (!kinds.includes(element.local)) return element
  const file = attribute(element, 'file')
  const holdsMore = element.local === 'domain' || element.local === 'pool'
  if (file === null) return holdsMore ? whole(element, reading) : element
  const path = isAbsolute(file) ? file : `${dirname(reading.path)}/${file}`
  const found = await readFile(reading, path, element.local)
  if (element.local === 'pool') return withoutVolumes(found)
  if (element.local === 'domain') return whole(found, reading)
  // What it stands for is said by the element that names the file (test:domainsnapshot).
  return { ...found, name: element.name, namespace: element.namespace }
}

/** libvirt looks for a pool's volumes in the node's file alone. */
const withoutVolumes = (pool: XmlElement): XmlElement => {
  const volumes = new Set<XmlNode>(children(pool, 'volume'))
  return { ...pool, children: pool.children.filter((node) => !volumes.has(node)) }
}

async function readFile(reading: Reading, path: string, kind: string): Promise<XmlElement> {
  if (reading.filesLeft-- === 0) throw fault('XML error', `more than ${limits.files} files`)
  const { text } = await reading.files.read(path, reading.bytesLeft)
  reading.bytesLeft -= Buffer.byteLength(text)
  const root = rootOf(text, path)
  if (root.local === kind) return root
  throw fault('XML error', `expecting root element of '${kind}', not '${root.name}'`)
}

/** libxml2's place of a fault is a line and a picture; ours is a line and a column. */
function rootOf(text: string, path: string): XmlElement {
  try {
    return readXml(text, { bytes: limits.bytes, nodes: limits.nodes }).root
  } catch (cause) {
    if (!(cause instanceof XmlError)) throw cause
    const { line, column, message } = cause
    throw new Failure('uri.refused', `${path}:${line}:${column + 1}: ${message}`, { cause })
  }
}
