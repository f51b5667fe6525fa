'use client'

import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useMemo } from 'react'
import { groupConnections } from '@/lib/client/connection-groups.ts'
import { connectionName, connectionVia } from '@/lib/client/connection-name.ts'
import { needsYou } from '@/lib/client/connection-words.ts'
import type { ConnectionRow } from '@/lib/contract/live.ts'
import { paths } from '@/lib/paths.ts'
import { useAnswers } from '@/components/data/services.ts'
import { useConnections } from '@/components/data/use-connections.ts'
import { useLink } from '@/components/data/use-live.ts'
import { useMay } from '@/components/data/use-may.ts'
import { Icon } from '@/components/ui/icon.tsx'
import { Link } from '@/components/ui/link.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'
import { ConnectionDot } from './connection-dot.tsx'
import { RiskMark } from './connection-risks.tsx'
import { RailLink } from './rail-link.tsx'

/** The URIs this person has pinned; none while that is not known. */
function usePinned(): ReadonlySet<string> {
  const { data } = useQuery(useAnswers().history.list.queryOptions({ staleTime: 60_000 }))
  return useMemo(
    () => new Set(data?.filter(({ pinned }) => pinned).map(({ uri }) => uri) ?? []),
    [data],
  )
}

const countOf = ({ state, running, total }: ConnectionRow): string =>
  state.phase === 'open' || state.phase === 'lost' ? `${running}/${total}` : '–'

/** How it is reached, or what it wants of somebody before it is. */
function viaOf(row: ConnectionRow): string {
  if (needsYou(row.state)) return 'needs you'
  return row.state.phase === 'opening' && row.state.asks
    ? 'waits for an answer'
    : connectionVia(row)
}

/** The rail's tree of connections, each with its state and how many of its machines run. */
export function ConnectionTree({ narrow }: { narrow: boolean }) {
  const connections = useConnections()
  const pinned = usePinned()
  const link = useLink()
  const groups = useMemo(
    () => connections && groupConnections(connections, pinned),
    [connections, pinned],
  )
  if (groups === null) return <TreeSkeleton narrow={narrow} />
  if (groups.length === 0) return <Heading words="Connections" narrow={narrow} first />
  return (
    // what is no longer told by Oirase loses its colours
    <div className={link.phase === 'lost' ? 'grayscale' : undefined}>
      {groups.map((group, index) => (
        <div key={group.heading ?? ''} className="grid grid-cols-[minmax(0,1fr)] gap-0.5">
          <Heading words={group.heading ?? 'Connections'} narrow={narrow} first={index === 0} />
          {group.rows.map((row) => (
            <RailLink
              key={row.id}
              href={paths.connection(row.id)}
              mark={<ConnectionDot state={row.state} />}
              label={connectionName(row)}
              via={viaOf(row)}
              badge={<RiskMark row={row} />}
              count={countOf(row)}
              narrow={narrow}
              within
            />
          ))}
        </div>
      ))}
    </div>
  )
}

/** The first heading carries the way to one more connection, for those who may open one. */
function Heading({ words, narrow, first }: { words: string; narrow: boolean; first: boolean }) {
  const may = useMay('administer')
  if (narrow) return <hr className="mx-2 my-1.5 border-line" />
  return (
    <div className="flex min-h-8 items-end justify-between px-2.5 pt-2.5 pb-0.5 text-tiny font-strong text-muted">
      <h2>{words}</h2>
      {first && may && (
        <Link
          href={paths.connect()}
          aria-label="Connect to another host"
          data-tip="Connect…"
          className="rounded-sm p-0.5 hover:bg-hover hover:text-text"
        >
          <Icon of={Plus} size={14} />
        </Link>
      )}
    </div>
  )
}

const TreeSkeleton = ({ narrow }: { narrow: boolean }) => (
  <div aria-busy="true" className="grid gap-3 px-2.5 pt-10">
    {[0, 1, 2].map((row) => (
      <Skeleton key={row} className={narrow ? 'size-2 rounded-full' : 'h-6 w-4/5'} />
    ))}
  </div>
)
