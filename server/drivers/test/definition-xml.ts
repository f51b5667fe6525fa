import type { WorldDomain } from './world.ts'

/** A domain's definition: all that differs while it is active is that its id stands after its type. */
export function definitionXml({ row, content }: WorldDomain, inactive: boolean): string {
  const xml = content.xml()
  if (inactive || row.id === null) return xml
  return xml.replace(/^<domain type='[^']*'/, (begin) => `${begin} id='${row.id}'`)
}
