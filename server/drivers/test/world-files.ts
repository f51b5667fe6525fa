import { dirname, isAbsolute } from 'node:path'
import { Failure } from '../../../lib/failure.ts'
import type { Bytes } from '../../../lib/units.ts'
import { attribute, children, type XmlElement, type XmlNode } from '../../../lib/xml/element.ts'
import { readXml, XmlError } from '../../../lib/xml/read.ts'
import type { Confined } from './files.ts'
import { fault } from './refusal.ts'

/** All files of one world together. */
export const worldLimits = { bytes: 8 * 1024 * 1024, files: 2_000, nodes: 1_500_000 }

/** Elements of a world that may be in a file of their own. */
const kinds = ['domain', 'network', 'interface', 'pool', 'volume', 'device', 'domainsnapshot']

/** The files that one world is read from. */
export class WorldFiles {
  /** Of the node's own file, from which the others are found. */
  readonly path: string
  readonly #files: Confined
  #bytesLeft: Bytes = worldLimits.bytes
  #filesLeft = worldLimits.files

  constructor(path: string, files: Confined) {
    this.path = path
    this.#files = files
  }

  /** Throws Failure: it may not be read, or there is too much. */
  async text(path: string): Promise<string> {
    if (this.#filesLeft-- === 0) throw fault('XML error', `more than ${worldLimits.files} files`)
    const { text } = await this.#files.read(path, this.#bytesLeft)
    this.#bytesLeft -= Buffer.byteLength(text)
    return text
  }

  /**
   * The element with everything that names a file replaced by what the file holds, itself too
   * (testParseXMLDocFromFile). Throws Failure.
   */
  async whole(element: XmlElement): Promise<XmlElement> {
    const file = attribute(element, 'file')
    if (!kinds.includes(element.local)) return element
    if (file === null) return this.#within(element)
    const path = isAbsolute(file) ? file : `${dirname(this.path)}/${file}`
    const found = rootOf(await this.text(path), path, element.local)
    if (element.local === 'pool') return withoutVolumes(found)
    // What it stands for is said by the element that names the file (test:domainsnapshot).
    return this.#within({ ...found, name: element.name, namespace: element.namespace })
  }

  async #within(element: XmlElement): Promise<XmlElement> {
    if (element.local !== 'domain' && element.local !== 'pool') return element
    const inside: XmlNode[] = []
    for (const node of element.children) {
      inside.push(node.kind === 'element' ? await this.whole(node) : node)
    }
    return { ...element, children: inside }
  }
}

/** Whether a domain is all in the file where it stands. */
export const standsAlone = (domain: XmlElement): boolean =>
  [domain, ...children(domain)].every((one) => attribute(one, 'file') === null)

/** libvirt looks for a pool's volumes in the node's file alone. */
const withoutVolumes = (pool: XmlElement): XmlElement => {
  const volumes = new Set<XmlNode>(children(pool, 'volume'))
  return { ...pool, children: pool.children.filter((node) => !volumes.has(node)) }
}

function rootOf(text: string, path: string, kind: string): XmlElement {
  try {
    const { root } = readXml(text)
    if (root.local === kind) return root
    throw fault('XML error', `expecting root element of '${kind}', not '${root.name}'`)
  } catch (cause) {
    throw placed(path, cause)
  }
}

/** What reading a file came to. libxml2 shows the place of a fault by a picture; ours is a line and a column. */
export function placed(path: string, cause: unknown): unknown {
  if (!(cause instanceof XmlError)) return cause
  const { line, column, message } = cause
  return new Failure('uri.refused', `${path}:${line}:${column + 1}: ${message}`, { cause })
}
