import { type FailureCode, failureKinds } from '../../lib/failure.ts'
import type { Milliseconds } from '../../lib/units.ts'

/** Within this machine a dial costs nothing; over a network it costs both ends something. */
export type Reach = 'local' | 'network'

const shortest: Milliseconds = 500
const longest: Record<Reach, Milliseconds> = { local: 3_000, network: 60_000 }
/** A wait is this part of the time already away, so what was away for a minute is seen within 4 s of its return. */
const partOfAway = 1 / 15
/** A daemon that is only just up may refuse what it grants a moment later. */
const patience: Milliseconds = 10_000

/** What the next try depends on. */
export interface Setback {
  code: FailureCode
  /** How long it has not been open. */
  away: Milliseconds
  /** It has been open since somebody asked for it. */
  wasOpen: boolean
  reach: Reach
}

/** How long to wait before trying again, or null: time will not help, or another try could do harm. */
export function nextTry(setback: Setback, random: () => number): Milliseconds | null {
  return givesUp(setback) ? null : retryDelay(setback, random)
}

function givesUp({ code, away, wasOpen }: Setback): boolean {
  if (failureKinds[code].retry === 'automatic') return false
  // Wrong credentials sent again and again lock an account.
  return code === 'host.refused-login' || !wasOpen || away >= patience
}

/** Jitter only shortens, so that the bound above holds and many connections lost at once do not return in step. */
function retryDelay({ away, reach }: Setback, random: () => number): Milliseconds {
  const wait = Math.min(Math.max(away * partOfAway, shortest), longest[reach])
  return Math.round(wait * (0.8 + 0.2 * random()))
}
