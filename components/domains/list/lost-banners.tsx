'use client'

import type { ListedConnection } from '@/lib/client/list/listed.ts'
import { sentenceOf } from '@/lib/client/request-failed.ts'
import { ReopenButton } from '@/components/shell/reopen-button.tsx'
import { Banner } from '@/components/ui/banner.tsx'
import { Countdown } from '@/components/ui/relative-time.tsx'

const most = 3

/** What is out of reach now, why, and when it is tried again: the rows below it are as they were. */
export function LostBanners({ connections }: { connections: readonly ListedConnection[] }) {
  const lost = connections.filter(({ row }) => row.state.phase === 'lost')
  return (
    <>
      {lost.slice(0, most).map(
        ({ row, place }) =>
          row.state.phase === 'lost' && (
            <Banner
              key={row.id}
              tone="bad"
              says={
                <>
                  <b className="font-strong">
                    <bdi>{place.name}</bdi>
                  </b>{' '}
                  is lost: {sentenceOf(row.state.error)} Its machines are shown as they were.
                  {row.state.retryAt !== null && (
                    <>
                      {' '}
                      Next try in <Countdown until={row.state.retryAt} />.
                    </>
                  )}
                </>
              }
            >
              <ReopenButton id={row.id} label="Retry" />
            </Banner>
          ),
      )}
      {lost.length > most && (
        <Banner tone="bad" says={`${lost.length - most} more connections are lost.`} />
      )}
    </>
  )
}
