import { mostXml } from '../libvirt/changes.ts'
import { childText, type XmlElement } from './element.ts'
import { readXml, XmlError } from './read.ts'

/** A domain's definition as a person wrote it; `line` and `column` count from 1. */
export type WrittenDefinition =
  | { ok: true; root: XmlElement; name: string; uuid: string | null }
  | { ok: false; line: number; column: number; why: string }

const refuse = (why: string, line = 1, column = 1): WrittenDefinition => ({
  ok: false,
  line,
  column,
  why,
})

/** Reads what any host wants of a definition: well-formed XML, a `<domain>` with a name. What else a host wants, only it knows. */
export function readDefinition(text: string): WrittenDefinition {
  if (text.trim() === '') return refuse('The XML of a machine is needed.')
  if (text.length > mostXml) return refuse('A definition has at most 512 KiB.')
  try {
    const { root, prolog } = readXml(text)
    const line = prolog.split('\n').length
    if (root.name !== 'domain') {
      return refuse(`A <domain> is needed; this is a <${root.name.slice(0, 80)}>.`, line)
    }
    const name = childText(root, 'name')
    if (name === null) return refuse('It has no <name>.', line)
    return { ok: true, root, name, uuid: plainUuid(childText(root, 'uuid')) }
  } catch (cause) {
    if (!(cause instanceof XmlError)) throw cause
    return refuse(`It is not XML: ${cause.message}.`, cause.line, cause.column + 1)
  }
}

/** Dashed and in lower case, as hosts tell it: libvirt reads it without the dashes, too (virUUIDParse). null: none. */
function plainUuid(text: string | null): string | null {
  if (text === null) return null
  const digits = text.toLowerCase().replace(/[-\s]/g, '')
  const parts = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/.exec(digits)
  return parts === null ? text : parts.slice(1).join('-')
}
