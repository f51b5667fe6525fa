'use client'

import { useMemo } from 'react'
import type { ColumnKey } from '@/lib/client/list/columns.ts'
import { knownValues } from '@/lib/client/list/known-values.ts'
import type { ListedConnection } from '@/lib/client/list/listed.ts'
import type { ListView } from '@/lib/client/list/view.ts'
import { FilterBox } from './filter-box.tsx'
import { ColumnsMenu, GroupMenu } from './list-menus.tsx'
import { ViewsMenu } from './views-menu.tsx'

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
