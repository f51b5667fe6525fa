'use client'

import { eventWords, objectWords } from '@/lib/client/event-words.ts'
import type { HostEventRow } from '@/lib/contract/live.ts'
import { paths } from '@/lib/paths.ts'
import { useLive } from '@/components/data/use-live.ts'
import { Link } from '@/components/ui/link.tsx'
import { RelativeTime } from '@/components/ui/relative-time.tsx'
import { toneText } from '@/components/ui/tone.ts'
import { ToneMark } from '@/components/ui/tone-mark.tsx'

/** The name of what it happened to; a machine that still exists is a link. */
function Subject({ connection, row: { name, uuid } }: { connection: string; row: HostEventRow }) {
  const known = useLive(({ listings }) =>
    uuid === null ? false : (listings.get(connection)?.domains.has(uuid) ?? false),
  )
  if (!known || uuid === null) return <bdi className="max-w-3/5 truncate font-strong">{name}</bdi>
  return (
    <Link
      href={paths.domain(connection, uuid)}
      className="max-w-3/5 truncate rounded-sm font-strong hover:text-accent hover:underline"
    >
      <bdi>{name}</bdi>
    </Link>
  )
}

/** One thing the host told, in a line. */
export function EventLine({ connection, row }: { connection: string; row: HostEventRow }) {
  const { says, tone } = eventWords(row)
  return (
    <div className="grid grid-cols-[0.5rem_minmax(0,1fr)_auto] items-center gap-x-2.5 px-4.5 py-1.5 max-desk:px-2.5">
      <span className={toneText[tone]}>
        <ToneMark tone={tone} />
      </span>
      <span className="flex min-w-0 items-baseline gap-2">
        <Subject connection={connection} row={row} />
        <span className="whitespace-nowrap">{says}</span>
        <span className="min-w-0 truncate text-muted">
          {row.object === 'domain'
            ? row.detail
            : [objectWords(row), row.detail].filter(Boolean).join(' · ')}
        </span>
      </span>
      <RelativeTime at={row.at} className="text-small text-muted" />
    </div>
  )
}
