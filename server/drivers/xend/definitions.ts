import { Failure } from '../../../lib/failure.ts'
import type { DomainChanges } from '../../../lib/libvirt/changes.ts'
import { withAutostart } from './autostart.ts'
import { withEntry } from './definition-of.ts'
import { cannot } from './reach.ts'
import type { Subject, XendDomains } from './xend-domains.ts'

export const undefine = ({ calls }: XendDomains, { name }: Subject): Promise<void> =>
  calls.delete(name)

/** The op changes what xend has in mind, and no file: of one that is off, the definition is written anew. */
export async function rename(
  domains: XendDomains,
  subject: Subject,
  { name }: DomainChanges['rename'],
): Promise<void> {
  notOfHost(subject)
  try {
    if (subject.row.id !== null) await domains.calls.rename(subject.name, name)
    else await domains.redefine(subject, (before) => withEntry(before, 'name', name))
  } finally {
    domains.touched(name)
  }
}

/** Of one that runs it is so from its next start on, and until then told from here only. */
export async function setAutostart(
  domains: XendDomains,
  subject: Subject,
  { on }: DomainChanges['setAutostart'],
): Promise<void> {
  notOfHost(subject)
  if (!subject.row.persistent) {
    throw new Failure('domain.wrong-state', 'xend is not known to keep a definition of it.')
  }
  await domains.redefine(subject, (before) => withAutostart(before, on))
}

/** Throws Failure for Domain-0, which nobody has defined. */
export function notOfHost({ row }: Subject): void {
  if (row.id === 0) throw cannot('It is the host itself: xend keeps no definition of it.')
}
