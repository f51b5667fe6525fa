import { Failure } from '../../../lib/failure.ts'
import type { Affects } from '../../../lib/libvirt/changes.ts'
import type { Domain } from '../../../lib/libvirt/domain.ts'
import type { XendAbilities } from './xend-abilities.ts'

/** What an op changes of a domain that runs: that run alone, or also the definition, if there is one. */
export type Reach = 'live' | 'both'

export const cannot = (why: string): Failure => new Failure('host.unsupported', why)

/**
 * Throws Failure for what cannot be had, so that nothing else is changed instead. xend tells of no running domain
 * whether it keeps a definition: of one that is not known to, what runs is all that can be meant.
 */
export function mayAffect(
  { id, persistent }: Pick<Domain, 'id' | 'persistent'>,
  affects: Affects,
  { reach, can }: { reach: Reach; can: Pick<XendAbilities, 'keeps'> },
): void {
  if (id === null) {
    if (affects !== 'config') throw new Failure('domain.wrong-state', 'It is not running.')
    return
  }
  if (!can.keeps) {
    if (affects === 'live') return
    throw cannot('This xend keeps no definitions: only what runs can be changed.')
  }
  if (reach === 'live') {
    if (affects === 'live') return
    throw cannot('This xend changes that of what runs, and not of what is kept of it.')
  }
  if (affects === 'config' || (affects === 'live' && persistent)) {
    throw cannot('xend changes what runs and what is kept of it together, and neither alone.')
  }
}
