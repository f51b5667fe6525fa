'use client'

import { useMemo, useState } from 'react'
import { columns } from '@/lib/client/list/columns.ts'
import { filterFor } from '@/lib/client/list/filter-match.ts'
import { parseFilter } from '@/lib/client/list/filter-parse.ts'
import { groupListed, linesOf } from '@/lib/client/list/grouping.ts'
import type { Listed, ListedConnection, LoadOf } from '@/lib/client/list/listed.ts'
import { sortListed } from '@/lib/client/list/sort.ts'
import type { ListView } from '@/lib/client/list/view.ts'
import { loadAt, type Tick } from '@/lib/client/loads.ts'
import { useLive } from '@/components/data/use-live.ts'

const notLive: ReadonlyMap<string, readonly Tick[]> = new Map()

/**
 * The loads that an order depends on: all of them while it is sorted by one, else none, so that ticks change nothing.
 * `still` keeps the order as it is: rows must not move from under a pointer that is about to press one.
 */
function useLoadOf(view: ListView, still: boolean): LoadOf {
  const { live } = columns[view.sort.column]
  const now = useLive(({ loads }) => (live ? loads : notLive))
  const [used, setUsed] = useState({ now, live })
  if (used.live !== live || (used.now !== now && !still)) setUsed({ now, live })
  return useMemo(
    () => (connection, uuid, measure) => loadAt(used.now.get(connection)?.at(-1), uuid, measure),
    [used],
  )
}

/** What the list shows, step by step, each done again only when what it depends on changes. */
export function useMachineLines(
  connections: readonly ListedConnection[],
  listed: readonly Listed[],
  view: ListView,
  folded: ReadonlySet<string>,
  still: boolean,
) {
  const load = useLoadOf(view, still)
  const sorted = useMemo(() => sortListed(listed, view.sort, load), [listed, view.sort, load])
  const found = useMemo(() => {
    const tokens = parseFilter(view.filter)
    if (tokens.length === 0) return sorted
    const tests = new Map(
      connections.map(({ row, place }) => [row.id, filterFor(tokens, place)] as const),
    )
    return sorted.filter(({ connection, domain }) => tests.get(connection.row.id)?.(domain))
  }, [sorted, view.filter, connections])
  const groups = useMemo(
    () => groupListed(found, view.group, { connections, keepEmpty: view.filter.trim() === '' }),
    [found, view.group, view.filter, connections],
  )
  const lines = useMemo(() => linesOf(groups, view.group, folded), [groups, view.group, folded])
  const order = useMemo(
    () => lines.filter((line) => line.kind === 'row').map(({ key }) => key),
    [lines],
  )
  return { found, lines, order }
}
