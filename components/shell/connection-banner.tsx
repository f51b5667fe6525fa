'use client'

import { needsYou, needsYouWords, openingWords } from '@/lib/client/connection-words.ts'
import { sentenceOf } from '@/lib/client/request-failed.ts'
import type { ConnectionRow, ConnectionState } from '@/lib/contract/live.ts'
import { Banner } from '@/components/ui/banner.tsx'
import { Details } from '@/components/ui/details.tsx'
import { Countdown, RelativeTime } from '@/components/ui/relative-time.tsx'
import { ReopenButton } from './reopen-button.tsx'

/** Why what is below may be old, and what is done about it; nothing while the connection is open. */
export function ConnectionBanner({ row: { id, state } }: { row: ConnectionRow }) {
  if (needsYou(state)) return <NeedsYou id={id} state={state} />
  switch (state.phase) {
    case 'open':
      return null
    case 'opening':
      return <Banner tone="pause" says={openingWords(state)} />
    case 'closed':
      return (
        <Banner
          tone={state.error === null ? 'off' : 'bad'}
          says={
            <>
              Not connected. {state.error && sentenceOf(state.error)}
              <Details text={state.error?.detail ?? null} />
            </>
          }
        >
          <ReopenButton id={id} label="Connect" />
        </Banner>
      )
    case 'lost':
      return (
        <Banner
          tone="bad"
          says={
            <>
              The connection was lost <RelativeTime at={state.since} />: {sentenceOf(state.error)}{' '}
              What is shown is how things were then.
              {state.retryAt !== null && (
                <>
                  {' '}
                  Next try in <Countdown until={state.retryAt} />.
                </>
              )}
              <Details text={state.error.detail} />
            </>
          }
        >
          <ReopenButton id={id} label="Retry" />
        </Banner>
      )
  }
}

function NeedsYou({ id, state }: { id: string; state: ConnectionState }) {
  const detail = 'error' in state ? (state.error?.detail ?? null) : null
  return (
    <Banner
      tone="pause"
      says={
        <>
          {needsYouWords}
          <Details text={detail} />
        </>
      }
    >
      <ReopenButton id={id} label="Reopen" />
    </Banner>
  )
}
