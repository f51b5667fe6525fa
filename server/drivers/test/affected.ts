import type { Affects } from '../../../lib/libvirt/changes.ts'
import type { Definition } from './definition.ts'
import { refusal, unsupportedFlags } from './refusal.ts'
import type { World, WorldDomain } from './world.ts'

/** VIR_DOMAIN_AFFECT_* */
const flags: Record<Affects, number> = { live: 1, config: 2, both: 3 }

/** What a change touches of a domain, in turn: what runs, what is kept. */
type Affected = Partial<Pick<WorldDomain, 'definition' | 'next'>>

/**
 * Makes one change to all that it is to touch, or to nothing: throws Failure where there is no such thing
 * (virDomainObjUpdateModificationImpact) and whatever `make` throws.
 */
export function affect(
  world: World,
  domain: WorldDomain,
  affects: Affects,
  make: (before: Definition) => Definition,
): void {
  const active = domain.row.id !== null
  if (affects !== 'config' && !active) throw refusal('invalid', 'domain is not running')
  if (affects !== 'live' && !domain.row.persistent) {
    throw refusal('invalid', 'transient domains do not have any persistent config')
  }
  const { definition, next } = domain
  const change: Affected = {}
  if (affects !== 'config' || !active) change.definition = make(definition)
  if (affects !== 'live' && active) change.next = make(next ?? definition)
  world.change(domain, change)
}

/**
 * For calls of the test driver that know no flags: they change what there is first, what runs or else what is kept.
 * Throws Failure in libvirt's words where something else is asked for.
 */
export function needsPresent({ row }: WorldDomain, affects: Affects, call: string): void {
  const present = row.id === null ? 'config' : 'live'
  if (affects !== present) throw unsupportedFlags(flags[affects], call)
}
