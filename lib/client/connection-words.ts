import type { ConnectionState } from '../contract/live.ts'
import { failureKinds } from '../failure.ts'
import { rungWords } from '../libvirt/rungs.ts'

type Opening = Extract<ConnectionState, { phase: 'opening' }>

/** How far opening has come, or whom it waits for. */
export const openingWords = ({ rung, asks }: Pick<Opening, 'rung' | 'asks'>): string =>
  asks ? 'Connecting: waiting for an answer…' : `Connecting: ${rungWords[rung]}…`

/** It stopped at a question that only a person can answer. */
export const needsYou = (state: ConnectionState): boolean =>
  (state.phase === 'closed' || state.phase === 'lost') && state.error?.code === 'host.needs-you'

/** What to say, and to do, where a connection needs somebody. */
export const needsYouWords = 'Needs you: reopen it to answer what the host asks.'

/** A connection's state in words. */
export function phaseWords(state: ConnectionState): string {
  if (needsYou(state)) return needsYouWords
  switch (state.phase) {
    case 'closed':
      return state.error === null
        ? 'Not connected'
        : `Not connected: ${failureKinds[state.error.code].say}`
    case 'opening':
      return openingWords(state)
    case 'open':
      return 'Connected'
    case 'lost':
      return `Connection lost: ${failureKinds[state.error.code].say}`
  }
}
