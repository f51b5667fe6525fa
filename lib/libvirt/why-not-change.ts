import type { Ability } from './abilities.ts'
import { changeNeeds, type DomainChange } from './changes.ts'
import { type ActionSubject, isActive } from './domain-state.ts'

/** Why a change cannot be made now, as a sentence, or null when it can. */
export function whyNotChange(
  change: DomainChange,
  { state, persistent }: ActionSubject,
  lacks: readonly Ability[],
): string | null {
  if (lacks.includes(change)) return 'This hypervisor cannot do that.'
  const asked: readonly string[] = changeNeeds[change]
  const free = change === 'rename' && !lacks.includes('renameActive')
  if (free) return null
  if (asked.includes('active') && !isActive(state)) return 'It is not running.'
  if (asked.includes('inactive') && isActive(state)) {
    return 'It is running: shut it down or force it off first.'
  }
  if (asked.includes('persistent') && !persistent) {
    return 'It is transient, as far as its host tells: no definition of it is kept.'
  }
  return null
}
