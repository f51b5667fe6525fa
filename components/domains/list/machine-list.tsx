'use client'

import { useCallback, useRef, useState } from 'react'
import type { Listed, ListedConnection } from '@/lib/client/list/listed.ts'
import { primaryAction } from '@/lib/client/list/offers.ts'
import { clearSelection } from '@/lib/client/list/selection.ts'
import type { ListView } from '@/lib/client/list/view.ts'
import { useLink } from '@/components/data/use-live.ts'
import { AskedChangeOfRow } from '../change/asked-change.tsx'
import { GroupLine } from './group-line.tsx'
import { ListBar } from './list-bar.tsx'
import { ListFoot } from './list-foot.tsx'
import { LostBanners } from './lost-banners.tsx'
import { MachineTable } from './machine-table.tsx'
import { NoMatch } from './no-match.tsx'
import { rowMenu } from './row-menu.ts'
import { useBulk } from './use-bulk.ts'
import { useListView } from './use-list-view.ts'
import { useMachineLines } from './use-machine-lines.ts'
import { useMoreEntries } from './use-more-entries.ts'
import { useNarrow } from './use-narrow.ts'
import { useOpening } from './use-opening.ts'
import { useSelection } from './use-selection.ts'
import { useShownColumns } from './use-shown-columns.ts'

const isOpen = ({ row }: ListedConnection) => row.state.phase === 'open'

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
  const narrow = useNarrow()
  const link = useLink()
  const [view, change] = useListView(usual)
  const { wide, shown, choose } = useShownColumns(narrow)
  const [folded, fold] = useFolded()
  const [still, setStill] = useState(false)
  const { found, lines, order } = useMachineLines(connections, listed, view, folded, still)
  const { selection, setSelection, rowsOf } = useSelection(found)
  const { whyNot, offersFor, take } = useBulk()
  const moreFor = useMoreEntries()
  const selected = rowsOf(selection.keys)

  const { go, open, openTwice } = useOpening(rowsOf, selection.active)
  const act = (key: string) => {
    const able = rowsOf([key])
    if (able[0]) take({ action: primaryAction(able[0].domain), able })
  }
  return (
    <div ref={frame} className="flex min-h-0 flex-1 flex-col">
      {tellLost && view.group !== 'connection' && <LostBanners connections={connections} />}
      <ListBar
        connections={connections}
        view={view}
        usual={usual}
        change={change}
        columns={narrow ? null : wide}
        onColumns={choose}
        onLeave={() => frame.current?.querySelector<HTMLElement>('[role=grid]')?.focus()}
      />
      {lines.length === 0 && view.filter.trim() !== '' ? (
        <NoMatch onClear={() => change({ filter: '' })} />
      ) : (
        <MachineTable
          label={label}
          lines={lines}
          order={order}
          shown={shown}
          narrow={narrow}
          view={view}
          onSort={(sort) => change({ sort })}
          selection={selection}
          onSelection={setSelection}
          onOpen={open}
          onOpenTwice={openTwice}
          onGo={go}
          onStill={setStill}
          onAct={act}
          whyNotAct={(row) => whyNot(primaryAction(row.domain), row)}
          menu={(keys) => {
            const rows = rowsOf(keys)
            return rowMenu(rows, offersFor(rows), take, moreFor(rows))
          }}
          rowOf={(key) => rowsOf([key])[0]}
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
        offers={selected.length === 0 ? [] : offersFor(selected)}
        take={take}
        more={moreFor(selected)}
        onClear={() => setSelection(clearSelection(selection))}
        shown={found.length}
        total={listed.length}
        stale={link.phase !== 'open' || !connections.some(isOpen)}
      />
      <AskedChangeOfRow />
    </div>
  )
}
