import type { ConnectionState } from '@/lib/contract/live.ts'
import { failureKinds } from '@/lib/failure.ts'
import { Dot, type DotTone } from '@/components/ui/dot.tsx'

const tones: Record<ConnectionState['phase'], DotTone> = {
  closed: 'closed',
  opening: 'wait',
  open: 'open',
  lost: 'lost',
}

/** A connection's state in words. */
export function phaseWords(state: ConnectionState): string {
  switch (state.phase) {
    case 'closed':
      return state.error === null
        ? 'Not connected'
        : `Not connected: ${failureKinds[state.error.code].say}`
    case 'opening':
      return 'Connecting…'
    case 'open':
      return 'Connected'
    case 'lost':
      return `Connection lost: ${failureKinds[state.error.code].say}`
  }
}

/** How a connection is, as a mark with its words on hover. */
export const ConnectionDot = ({ state }: { state: ConnectionState }) => (
  <Dot tone={tones[state.phase]} label={phaseWords(state)} />
)
