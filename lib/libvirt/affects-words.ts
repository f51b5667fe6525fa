import type { Affects } from './changes.ts'
import { type ActionSubject, isActive } from './domain-state.ts'

/** A person's words for what a change touches. */
export const affectsWords: Record<Affects, string> = {
  both: 'Now and after next start',
  live: 'Only now',
  config: 'After next start',
}

/** What a change can touch as the domain is now, the usual first. With one left there is nothing to choose. */
export function affectsOffered({
  state,
  persistent,
}: ActionSubject): readonly [Affects, ...Affects[]] {
  if (!isActive(state)) return ['config']
  return persistent ? ['both', 'live', 'config'] : ['live']
}
