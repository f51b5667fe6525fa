import type { ApiError } from '../../lib/contract/errors.ts'
import type { ConnectionState } from '../../lib/contract/live.ts'
import type { Rung } from '../../lib/libvirt/rungs.ts'
import type { Milliseconds } from '../../lib/units.ts'

type Phase<P extends ConnectionState['phase']> = Extract<ConnectionState, { phase: P }>
export type Host = Omit<Phase<'open'>, 'phase' | 'since'>

/** A connection's state, and since when it is away: tries that fail in between do not start that anew. */
export interface Life {
  state: ConnectionState
  lostSince: Milliseconds | null
}

export type LifeEvent =
  /** Somebody wants it open now. */
  | { type: 'asked'; at: Milliseconds }
  | { type: 'reached'; at: Milliseconds; rung: Rung }
  /** It waits for a person, or no longer. */
  | { type: 'asks'; asks: boolean }
  | { type: 'opened'; at: Milliseconds; host: Host }
  /** An attempt or an open link ended. `kept`: it is to be open, so it is lost rather than closed. */
  | {
      type: 'ended'
      at: Milliseconds
      error: ApiError
      retryAt: Milliseconds | null
      kept: boolean
    }
  | { type: 'closed' }

export const unopened: Life = { state: { phase: 'closed', error: null }, lostSince: null }

/** Pure: what becomes of a connection by what happened to it. */
export function step(life: Life, event: LifeEvent): Life {
  switch (event.type) {
    case 'asked':
      return {
        ...life,
        state: { phase: 'opening', rung: 'dialling', asks: false, since: event.at },
      }
    case 'reached':
      return { ...life, state: reached(life.state, event.rung, event.at) }
    case 'asks':
      return { ...life, state: asks(life.state, event.asks) }
    case 'opened':
      return { state: { phase: 'open', since: event.at, ...event.host }, lostSince: null }
    case 'ended':
      return ended(life, event)
    case 'closed':
      return unopened
  }
}

/** A lost connection reads lost until its host answers: a dial that fails every second must not flicker. */
function reached(state: ConnectionState, rung: Rung, at: Milliseconds): ConnectionState {
  if (state.phase === 'lost' && (rung === 'resolving' || rung === 'dialling')) return state
  if (state.phase !== 'opening') return { phase: 'opening', rung, asks: false, since: at }
  return state.rung === rung ? state : { ...state, rung }
}

function asks(state: ConnectionState, on: boolean): ConnectionState {
  return state.phase === 'opening' && state.asks !== on ? { ...state, asks: on } : state
}

function ended(life: Life, event: Extract<LifeEvent, { type: 'ended' }>): Life {
  const { at, error, retryAt, kept } = event
  if (!kept) return { state: { phase: 'closed', error }, lostSince: null }
  const since = life.lostSince ?? at
  return { state: { phase: 'lost', error, since, retryAt }, lostSince: since }
}
