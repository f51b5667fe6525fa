import { setImmediate as nextTurn } from 'node:timers/promises'
import { children, type XmlElement } from '../../../lib/xml/element.ts'
import { readXml, readXmlParts } from '../../../lib/xml/read.ts'
import type { DomainContent, WorldContent } from './content.ts'
import { defaultCells, defaultWorld } from './default-world.ts'
import type { Confined } from './files.ts'
import { readDomain } from './read-domain.ts'
import { needsNode, readNode } from './read-node.ts'
import { placed, standsAlone, WorldFiles, worldLimits } from './world-files.ts'

export function readDefaultWorld(): WorldContent {
  const { root } = readXml(defaultWorld)
  const domains = children(root, 'domain').map((one) => readDomain(one, root, 'default'))
  return readNode(root, domains, 'default', defaultCells)
}

/**
 * The world of a file. A large one is read a piece at a time, and what was read of a domain is dropped once it is
 * understood. Throws Failure: it may not be opened, or why it is no world, in libvirt's words.
 */
export async function readWorldFile(path: string, confined: Confined): Promise<WorldContent> {
  const files = new WorldFiles(path, confined)
  const text = await files.text(path)
  const domains: (DomainContent | XmlElement)[] = []
  const others: XmlElement[] = []
  const take = (one: XmlElement, root: XmlElement) => {
    needsNode(root)
    if (one.name !== 'domain') others.push(one)
    else domains.push(standsAlone(one) ? readDomain(one, root, path) : one)
  }
  try {
    const parts = { take, pause: nextTurn, limits: worldLimits }
    const { root } = await readXmlParts(text, parts)
    needsNode(root)
    const read: DomainContent[] = []
    for (const one of domains) {
      read.push('kind' in one ? readDomain(await files.whole(one), root, path) : one)
    }
    const whole = []
    for (const one of others) whole.push(await files.whole(one))
    return readNode({ ...root, children: whole }, read, path)
  } catch (cause) {
    throw placed(path, cause)
  }
}
