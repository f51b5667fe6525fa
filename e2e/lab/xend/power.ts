import type { Power, XenDomain } from './domain.ts'
import type { Personality } from './personality.ts'

const status: Record<Power, number> = {
  halted: 0,
  paused: 1,
  running: 2,
  suspended: 3,
  crashed: 5,
}

/** A crashed domain that was kept counts as halted until 4.x. */
function powerOf(domain: XenDomain, personality: Personality): Power {
  return domain.power === 'crashed' && personality.version !== '4.1' ? 'halted' : domain.power
}

/** `(status N)`. */
export const statusOf = (domain: XenDomain, personality: Personality): number =>
  status[powerOf(domain, personality)]

/** Those in a state by xend's word for it; `all` of them, and none for a word that it does not know. */
export function inState(
  domains: readonly XenDomain[],
  word: string,
  personality: Personality,
): XenDomain[] {
  const wanted = word.toLowerCase()
  return domains.filter((one) => wanted === 'all' || powerOf(one, personality) === wanted)
}

/** Running, blocked, paused, shut down, crashed, dying: a letter or a dash for each. */
export function stateLetters(domain: XenDomain): string {
  const { power, isBlocked, isNew, isDying } = domain
  const isKept = power === 'halted' || power === 'suspended' || power === 'crashed'
  const flags = {
    r: power === 'running' && !isBlocked,
    b: power === 'running' && isBlocked,
    p: power === 'paused' && !isNew,
    s: isKept,
    c: power === 'crashed',
    d: isDying,
  }
  return Object.entries(flags)
    .map(([letter, isSet]) => (isSet ? letter : '-'))
    .join('')
}
