import { type FailureCode, failureKinds } from '../../lib/failure.ts'
import type { Milliseconds } from '../../lib/units.ts'

/** Within this machine a dial costs nothing; over a network it costs both ends something. */
export type Reach = 'local' | 'network'

const shortest: Milliseconds = 500
/** From one try to the next. A dial that nobody takes costs one packet, so a host of the network may have that many. */
const usual: Record<Reach, Milliseconds> = { local: 3_000, network: 4_000 }
const hour: Milliseconds = 3_600_000
/** For a host of the network that has been away for long. */
const longest: Milliseconds = 60_000
/** A wait is this part of the time already away: what was away for seconds is tried every second. */
const partOfAway = 1 / 15
/** A daemon that is only just up may refuse what it grants a moment later. */
const patience: Milliseconds = 10_000

/**
 * What another try by itself makes no better: wrong credentials sent again and again lock an account, a host that is
 * not who it should be gets nothing more from us, and a person is to be asked or has said no.
 */
const final: readonly FailureCode[] = [
  'host.refused-login',
  'host.untrusted',
  'host.needs-you',
  'question.cancelled',
]

/** What the next try depends on. */
export interface Setback {
  code: FailureCode
  /** How long it has not been open. */
  away: Milliseconds
  /** How long the try took that just failed. */
  took: Milliseconds
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
  return final.includes(code) || !wasOpen || away >= patience
}

/**
 * Counted from the beginning of one try to that of the next, so that a try that waited for an answer is followed by
 * another soon. Jitter only shortens: the bound holds, and many connections lost at once do not return in step.
 */
function retryDelay({ away, took, reach }: Setback, random: () => number): Milliseconds {
  const apart = Math.min(Math.max(away * partOfAway, shortest), mostApart(away, reach))
  const wait = Math.max(shortest, apart - took)
  return Math.round(wait * (0.8 + 0.2 * random()))
}

/** After the first hour the tries grow rarer, for another hour. */
function mostApart(away: Milliseconds, reach: Reach): Milliseconds {
  if (reach === 'local' || away <= hour) return usual[reach]
  return Math.min(longest, usual[reach] + (away - hour) / 60)
}
