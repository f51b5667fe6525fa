import { Failure } from '../../../lib/failure.ts'
import type { DomainChange } from '../../../lib/libvirt/changes.ts'
import type { DomainAction } from '../../../lib/libvirt/domain-state.ts'
import { refusal } from './refusal.ts'
import type { World, WorldDomain } from './world.ts'

/** The domain, or throws Failure: there is none of that uuid, or it was told to refuse. */
export function willing(
  world: World,
  uuid: string,
  asked: DomainAction | DomainChange,
): WorldDomain {
  const domain = world.domain(uuid)
  const words = domain.behaviour.refuses.get(asked)
  if (words !== undefined) throw new Failure('host.refused', words)
  return domain
}

/** virDomainObjCheckActive: whatever its state, it has an id. */
export function needsActive({ row }: WorldDomain): void {
  if (row.id === null) throw refusal('invalid', 'domain is not running')
}

/**
 * Starts what is off, by its own definition or for this once by another (testDomainStartState). What is kept stays
 * so beside it.
 */
export function begin(
  world: World,
  domain: WorldDomain,
  detail: 'booted' | 'restored',
  definition = domain.definition,
): void {
  world.change(domain, {
    id: world.nextId(),
    state: 'running',
    reason: detail,
    managedSave: false,
    definition,
    next: domain.row.persistent ? domain.definition : null,
  })
  world.happened(domain, 'started', detail)
}

/** Ends what runs: what is kept takes its place, and what is not kept is gone (testDomainShutdownState). */
export function stop(
  world: World,
  domain: WorldDomain,
  reason: string,
  { detail = reason, managedSave = false } = {},
): void {
  stay(domain)
  if (domain.row.persistent) {
    const definition = domain.next ?? domain.definition
    const off = { id: null, state: 'shutoff', reason, managedSave } as const
    world.change(domain, { ...off, definition, next: null })
  } else {
    world.remove(domain)
  }
  world.happened(domain, 'stopped', detail)
}

/** It does not go down by itself any more. */
export function stay(domain: WorldDomain): void {
  domain.leaving?.abort()
  domain.leaving = null
}
