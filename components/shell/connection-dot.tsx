import { needsYou, phaseWords } from '@/lib/client/connection-words.ts'
import type { ConnectionState } from '@/lib/contract/live.ts'
import { Dot, type DotTone } from '@/components/ui/dot.tsx'

const tones: Record<ConnectionState['phase'], DotTone> = {
  closed: 'closed',
  opening: 'wait',
  open: 'open',
  lost: 'lost',
}

function toneOf(state: ConnectionState): DotTone {
  const asks = state.phase === 'opening' ? state.asks : needsYou(state)
  return asks ? 'asks' : tones[state.phase]
}

/** How a connection is, as a mark with its words on hover. */
export const ConnectionDot = ({ state }: { state: ConnectionState }) => (
  <Dot tone={toneOf(state)} label={phaseWords(state)} />
)
