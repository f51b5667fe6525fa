import type { DomainAction } from '../../lib/libvirt/domain-state.ts'
import { equivalents } from '../../lib/libvirt/equivalents.ts'
import { shellQuote } from '../../lib/libvirt/shell-quote.ts'
import { parseUri } from '../../lib/libvirt/uri.ts'
import { actionWords } from '../../lib/libvirt/words.ts'

/** The virsh command that does the same, as a line for a shell; null where virsh cannot open that URI. */
export function virshCommand(
  uri: string,
  action: DomainAction,
  domain: { name: string; uuid: string },
): string | null {
  const virsh = virshConnect(uri, false)
  if (virsh === null) return null
  return `${virsh} ${actionWords[action].virsh} ${shellQuote(virshName(domain))}`
}

/** virsh opening that URI. */
export function virshConnect(uri: string, readOnly: boolean): string | null {
  const parsed = parseUri(uri)
  return parsed.ok ? equivalents(parsed.uri, { readOnly }).virsh : null
}

/** virsh takes a number for an id, a uuid for a uuid and a leading dash for an option: then only the uuid is sure. */
export const virshName = ({ name, uuid }: { name: string; uuid: string }): string =>
  /^(\d+|-.*|[\da-f-]{32,36})$/i.test(name) ? uuid : name
