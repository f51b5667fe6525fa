'use client'

import { useMemo } from 'react'
import type { ColumnKey } from '@/lib/client/list/columns.ts'
import type { KnownValues } from '@/lib/client/list/filter-suggest.ts'
import type { ListedConnection } from '@/lib/client/list/listed.ts'
import type { ListView } from '@/lib/client/list/view.ts'
import { FilterBox } from './filter-box.tsx'
import { ColumnsMenu, GroupMenu } from './list-menus.tsx'
import { ViewsMenu } from './views-menu.tsx'

const distinct = (values: readonly string[]): readonly string[] => [...new Set(values)].sort()

/** What the filter can suggest: the names of what is there. */
const knownValues = (connections: readonly ListedConnection[]): KnownValues => ({
  tag: distinct(connections.flatMap(({ place }) => place.tags)),
  host: distinct(connections.flatMap(({ place }) => place.hosts)),
  connection: distinct(connections.map(({ place }) => place.name)),
})

/** Above the list: the filter, and how the list is looked at. */
export function ListBar({
  connections,
  view,
  usual,
  change,
  columns,
  onColumns,
  onLeave,
}: {
  connections: readonly ListedConnection[]
  view: ListView
  usual: ListView
  change: (part: Partial<ListView>) => void
  /** null: they are given by the width, and not chosen. */
  columns: readonly ColumnKey[] | null
  onColumns: (columns: readonly ColumnKey[] | null) => void
  /** The keyboard leaves the filter for the list. */
  onLeave: () => void
}) {
  const known = useMemo(() => knownValues(connections), [connections])
  return (
    <div className="flex flex-wrap items-start gap-2 px-4.5 py-2.5 max-desk:px-2.5">
      <FilterBox
        value={view.filter}
        onChange={(filter) => change({ filter })}
        known={known}
        onLeave={onLeave}
      />
      <GroupMenu group={view.group} onChange={(group) => change({ group })} />
      {columns !== null && <ColumnsMenu shown={columns} onChange={onColumns} />}
      <ViewsMenu view={view} usual={usual} onChange={change} />
    </div>
  )
}
