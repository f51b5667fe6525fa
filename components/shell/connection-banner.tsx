'use client'

import { sentenceOf } from '@/lib/client/request-failed.ts'
import type { ConnectionRow } from '@/lib/contract/live.ts'
import { rungWords } from '@/lib/libvirt/rungs.ts'
import { Banner } from '@/components/ui/banner.tsx'
import { Details } from '@/components/ui/details.tsx'
import { Countdown, RelativeTime } from '@/components/ui/relative-time.tsx'
import { ReopenButton } from './reopen-button.tsx'

/** Why what is below may be old, and what is done about it; nothing while the connection is open. */
export function ConnectionBanner({ row: { id, state } }: { row: ConnectionRow }) {
  switch (state.phase) {
    case 'open':
      return null
    case 'opening':
      return <Banner tone="pause" says={`Connecting: ${rungWords[state.rung]}…`} />
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
