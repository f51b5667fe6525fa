'use client'

import { needsYou, needsYouWords, openingWords } from '@/lib/client/connection-words.ts'
import { sentenceOf } from '@/lib/client/request-failed.ts'
import type { ConnectionRow } from '@/lib/contract/live.ts'
import { formatGiB, formatPercent } from '@/lib/format.ts'
import { useNodeLoad } from '@/components/data/use-loads.ts'
import { Figure } from '@/components/ui/figure.tsx'
import { Countdown, RelativeTime } from '@/components/ui/relative-time.tsx'
import { ReopenButton } from './reopen-button.tsx'

function HostLoad({ id }: { id: string }) {
  const load = useNodeLoad(id)
  if (load === null) return null
  return (
    <span className="num flex gap-3 font-normal text-muted max-desk:hidden">
      {load.cpu !== null && (
        <span>
          CPU <Figure width={5}>{formatPercent(load.cpu)}</Figure>
        </span>
      )}
      {load.memoryTotal !== null && (
        <span>
          Memory {load.memory !== null && `${formatGiB(load.memory)} / `}
          {formatGiB(load.memoryTotal)} GiB
        </span>
      )}
    </span>
  )
}

/** How a connection's host is, in a line: its load, or how far opening has come, or why it is lost and when it is tried again. */
export function ConnectionAside({ row: { id, state } }: { row: ConnectionRow }) {
  if (needsYou(state)) {
    return (
      <>
        <span className="min-w-0 truncate font-normal text-pause">{needsYouWords}</span>
        <ReopenButton id={id} label="Reopen" />
      </>
    )
  }
  switch (state.phase) {
    case 'open':
      return <HostLoad id={id} />
    case 'opening':
      return <span className="font-normal text-muted">{openingWords(state)}</span>
    case 'closed':
      return (
        <>
          <span className="min-w-0 truncate font-normal text-muted">
            {state.error === null ? 'Not connected' : sentenceOf(state.error)}
          </span>
          <ReopenButton id={id} label="Connect" />
        </>
      )
    case 'lost':
      return (
        <>
          <span
            className="min-w-0 truncate font-normal text-bad"
            data-tip={state.error.detail ?? undefined}
          >
            lost <RelativeTime at={state.since} />: {sentenceOf(state.error)}
          </span>
          {state.retryAt !== null && (
            <span className="font-normal text-muted max-desk:hidden">
              next try in <Countdown until={state.retryAt} />
            </span>
          )}
          <ReopenButton id={id} label="Retry" />
        </>
      )
  }
}
