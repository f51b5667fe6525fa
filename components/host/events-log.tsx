'use client'

import { ScrollText, SearchX } from 'lucide-react'
import { useMemo, useState } from 'react'
import { eventWords, objectWords } from '@/lib/client/event-words.ts'
import { fold } from '@/lib/client/list/fold.ts'
import { asApiError, sentenceOf } from '@/lib/client/request-failed.ts'
import type { HostEventRow } from '@/lib/contract/live.ts'
import { formatCount } from '@/lib/format.ts'
import { useEvents } from '@/components/data/use-events.ts'
import { Banner } from '@/components/ui/banner.tsx'
import { Button } from '@/components/ui/button.tsx'
import { EmptyState } from '@/components/ui/empty-state.tsx'
import { SearchBox } from '@/components/ui/search-box.tsx'
import { VirtualList } from '@/components/ui/virtual-list.tsx'
import { EventLine } from './event-line.tsx'

const lineHeight = () => 33

const keyOf = ({ id }: HostEventRow) => String(id)

const textOf = (row: HostEventRow): string =>
  fold([row.name, objectWords(row), eventWords(row).says, row.event, row.detail].join(' '))

/** What the host tells, newest first, as it comes. */
export function EventsLog({ connection }: { connection: string }) {
  const { rows, kept } = useEvents(connection)
  const [filter, setFilter] = useState('')
  const found = useMemo(() => {
    const wanted = fold(filter).split(/\s+/).filter(Boolean)
    return rows.filter((row) => wanted.every((word) => textOf(row).includes(word)))
  }, [rows, filter])
  if (rows.length === 0 && !kept.isPending && !kept.error) {
    return (
      <EmptyState
        icon={ScrollText}
        title="Nothing has happened yet"
        says="Every start, stop, change and failure that the host tells of is listed here, whoever caused it."
      />
    )
  }
  return (
    <div className="flex min-h-60 flex-1 flex-col">
      {kept.error && (
        <Banner
          tone="bad"
          says={`Older events did not come. ${sentenceOf(asApiError(kept.error))}`}
        >
          <Button small onClick={() => void kept.refetch()}>
            Try again
          </Button>
        </Banner>
      )}
      <div className="flex items-center gap-3 border-b border-line px-4.5 py-2.5 max-desk:px-2.5">
        <SearchBox
          label="Filter events"
          placeholder="Filter by name, kind, event…"
          value={filter}
          onChange={setFilter}
          className="min-w-0 flex-1"
        />
        <span role="status" className="num text-small whitespace-nowrap text-muted">
          {formatCount(found.length)} of {formatCount(rows.length)}
        </span>
      </div>
      {found.length === 0 && rows.length > 0 ? (
        <EmptyState icon={SearchX} title="No event matches">
          <Button onClick={() => setFilter('')}>Clear filter</Button>
        </EmptyState>
      ) : (
        <VirtualList
          label="Events"
          entries={found}
          keyOf={keyOf}
          heightOf={lineHeight}
          leastHeight={33}
        >
          {(row) => <EventLine connection={connection} row={row} />}
        </VirtualList>
      )}
    </div>
  )
}
