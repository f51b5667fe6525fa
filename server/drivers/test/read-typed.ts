import { Failure } from '../../../lib/failure.ts'
import { readXml, XmlError } from '../../../lib/xml/read.ts'
import { readBehaviour } from './extension.ts'
import { readDefinition } from './read-definition.ts'
import { readName, readUuid } from './read-objects.ts'
import { fault } from './refusal.ts'
import type { Image } from './saved-files.ts'

/** A definition of a hundred devices has some thousand nodes in 100 KiB. */
const limits = { bytes: 1024 * 1024, nodes: 20_000 }

/** What a person typed of a domain; `seed` makes the uuid that it leaves out. Throws Failure in libvirt's words. */
export function readTyped(xml: string, seed: string): Image {
  try {
    const { root } = readXml(xml, limits)
    if (root.name !== 'domain') {
      throw fault('XML error', `expecting root element of 'domain', not '${root.name}'`)
    }
    const name = readName(root)
    const uuid = readUuid(root, `${seed} ${name}`)
    return { definition: readDefinition(root, { name, uuid }), behaviour: readBehaviour(root) }
  } catch (cause) {
    throw refused(cause)
  }
}

/** What would keep a world's file from being opened is here a definition that the host refuses. */
function refused(cause: unknown): unknown {
  if (cause instanceof XmlError) {
    const words = `(domain_definition):${cause.line}: ${cause.message}`
    return new Failure('host.refused', words, { cause })
  }
  if (!(cause instanceof Failure)) return cause
  return new Failure('host.refused', cause.detail, { cause })
}
