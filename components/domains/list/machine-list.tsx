'use client'

import { SearchX } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useCallback, useMemo, useRef, useState } from 'react'
import { type ColumnKey, columns, columnsChosen } from '@/lib/client/list/columns.ts'
import type { KnownValues } from '@/lib/client/list/filter-suggest.ts'
import type { Listed, ListedConnection } from '@/lib/client/list/listed.ts'
import { primaryAction } from '@/lib/client/list/offers.ts'
import {
  clearSelection,
  nothingSelected,
  retainShown,
  type Selection,
} from '@/lib/client/list/selection.ts'
import type { ListView } from '@/lib/client/list/view.ts'
import { paths } from '@/lib/paths.ts'
import { useLink } from '@/components/data/use-live.ts'
import { Button } from '@/components/ui/button.tsx'
import { EmptyState } from '@/components/ui/empty-state.tsx'
import { FilterBox } from './filter-box.tsx'
import { GroupLine } from './group-line.tsx'
import { ListFoot } from './list-foot.tsx'
import { ColumnsMenu, GroupMenu } from './list-menus.tsx'
import { LostBanners } from './lost-banners.tsx'
import { MachineTable } from './machine-table.tsx'
import { rowMenu } from './row-menu.ts'
import { useBulk } from './use-bulk.ts'
import { useListView } from './use-list-view.ts'
import { useMachineLines } from './use-machine-lines.ts'
import { useNarrow } from './use-narrow.ts'
import { useStored } from './use-stored.ts'
import { ViewsMenu } from './views-menu.tsx'

const readChosen = (stored: unknown): readonly string[] | null =>
  Array.isArray(stored) ? stored.filter((one) => typeof one === 'string') : null

/** Which columns are shown: this person's choice, or what fits a phone. */
function useShownColumns(narrow: boolean) {
  const [chosen, choose] = useStored('oirase.columns', readChosen)
  const wide = useMemo(() => columnsChosen(chosen), [chosen])
  const shown = useMemo(
    () => (narrow ? wide.filter((key) => columns[key].narrow) : wide),
    [narrow, wide],
  )
  return { wide, shown, choose: choose as (shown: readonly ColumnKey[] | null) => void }
}

const distinct = (values: readonly string[]): readonly string[] => [...new Set(values)].sort()

/** What the filter can suggest: the names of what is there. */
const knownValues = (connections: readonly ListedConnection[]): KnownValues => ({
  tag: distinct(connections.flatMap(({ place }) => place.tags)),
  host: distinct(connections.flatMap(({ place }) => place.hosts)),
  connection: distinct(connections.map(({ place }) => place.name)),
})

/** Folded groups, by key. They are not worth an address. */
function useFolded() {
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set())
  const fold = useCallback((key: string) => {
    setFolded((before) => {
      const next = new Set(before)
      if (!next.delete(key)) next.add(key)
      return next
    })
  }, [])
  return [folded, fold] as const
}

/** The list of machines with everything about it: filter, grouping, columns, views, rows, and what to do with the selection. */
export function MachineList({
  label,
  connections,
  listed,
  usual,
  tellLost = false,
}: {
  label: string
  connections: readonly ListedConnection[]
  listed: readonly Listed[]
  /** How it is looked at when the address says nothing. */
  usual: ListView
  /** Says above the list which connections are lost, where no group's head does. */
  tellLost?: boolean
}) {
  const frame = useRef<HTMLDivElement>(null)
  const router = useRouter()
  const narrow = useNarrow()
  const link = useLink()
  const [view, change] = useListView(usual)
  const { wide, shown, choose } = useShownColumns(narrow)
  const [folded, fold] = useFolded()
  const { found, lines, order } = useMachineLines(connections, listed, view, folded)
  const byKey = useMemo(() => new Map(found.map((one) => [one.key, one])), [found])
  const { whyNot, offersFor, take } = useBulk()

  const [held, setSelection] = useState<Selection>(nothingSelected)
  const selection = useMemo(() => retainShown(held, byKey), [held, byKey])
  const rowsOf = (keys: Iterable<string>) => [...keys].flatMap((key) => byKey.get(key) ?? [])
  const selected = rowsOf(selection.keys)
  const offers = selected.length === 0 ? [] : offersFor(selected)

  const open = (key: string) => {
    const row = byKey.get(key)
    if (row) router.push(paths.domain(row.connection.row.id, row.domain.uuid))
  }
  const act = (key: string) => {
    const row = byKey.get(key)
    if (row) take({ action: primaryAction(row.domain), able: [row] })
  }
  const known = useMemo(() => knownValues(connections), [connections])
  return (
    <div ref={frame} className="flex min-h-0 flex-1 flex-col">
      {tellLost && view.group !== 'connection' && <LostBanners connections={connections} />}
      <div className="flex flex-wrap items-start gap-2 px-4.5 py-2.5 max-desk:px-2.5">
        <FilterBox
          value={view.filter}
          onChange={(filter) => change({ filter })}
          known={known}
          onLeave={() => frame.current?.querySelector<HTMLElement>('[role=grid]')?.focus()}
        />
        {connections.length > 1 || view.group !== usual.group ? (
          <GroupMenu group={view.group} onChange={(group) => change({ group })} />
        ) : null}
        {!narrow && <ColumnsMenu shown={wide} onChange={choose} />}
        <ViewsMenu view={view} usual={usual} onChange={change} />
      </div>
      {lines.length === 0 && view.filter.trim() !== '' ? (
        <div className="flex-1 border-t border-line bg-panel">
          <EmptyState
            icon={SearchX}
            title="No machine matches"
            says="Every part of the filter must hold. A part can be taken away, or all of it."
          >
            <Button onClick={() => change({ filter: '' })}>Clear filter</Button>
          </EmptyState>
        </div>
      ) : (
        <MachineTable
          label={label}
          lines={lines}
          order={order}
          shown={shown}
          narrow={narrow}
          sort={view.sort}
          onSort={(sort) => change({ sort })}
          selection={selection}
          onSelection={setSelection}
          onOpen={open}
          onAct={act}
          whyNotAct={(row) => whyNot(primaryAction(row.domain), row)}
          menu={(keys) => {
            const rows = rowsOf(keys)
            return rowMenu(rows, offersFor(rows), take)
          }}
          group={({ group, folded: isFolded }) => (
            <GroupLine
              group={group}
              folded={isFolded}
              columns={shown.length + 2}
              onFold={() => fold(group.key)}
            />
          )}
        />
      )}
      <ListFoot
        selected={selected}
        offers={offers}
        take={take}
        onClear={() => setSelection(clearSelection(selection))}
        shown={found.length}
        total={listed.length}
        stale={link.phase !== 'open'}
      />
    </div>
  )
}
