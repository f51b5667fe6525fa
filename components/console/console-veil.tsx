import type { ReactNode } from 'react'
import { consoleWords } from '@/lib/client/console-words.ts'
import { Button } from '@/components/ui/button.tsx'
import { FailedState } from '@/components/ui/failed-state.tsx'
import type { ConsoleState } from './use-console.ts'

/** What lies over the screen while there is nothing to see on it. */
export function ConsoleVeil({
  state,
  onRetry,
  onForce,
}: {
  state: ConsoleState
  onRetry: () => void
  /** null: there is nothing to take, or it was tried. */
  onForce: (() => void) | null
}): ReactNode {
  if (state.phase === 'open') return null
  if (state.phase === 'opening') {
    return (
      <p role="status" className="absolute inset-x-0 top-3 text-center text-muted">
        Waiting for the guest
      </p>
    )
  }
  const { error } = state
  const taken = error?.code === 'host.refused' && onForce !== null
  return (
    <div className="absolute inset-0 overflow-auto bg-panel">
      <FailedState
        title={error === null ? 'The console has ended' : 'The console is not open'}
        {...(error === null ? { says: 'The guest or its host ended it.' } : consoleWords(error))}
        onRetry={onRetry}
      >
        {taken && <Button onClick={onForce}>Take it from whoever has it</Button>}
      </FailedState>
    </div>
  )
}
