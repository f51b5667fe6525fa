'use client'

import { type CSSProperties, useCallback, useEffect, useId, useRef, useState } from 'react'
import { tracksOf } from '@/lib/client/list/columns.ts'
import type { Line } from '@/lib/client/list/grouping.ts'
import { clearSelection, type SelectHow, select, selectAll } from '@/lib/client/list/selection.ts'
import type { ListView } from '@/lib/client/list/view.ts'
import { ContextMenu } from '@/components/ui/context-menu.tsx'
import { Grid, GridPart } from '@/components/ui/grid.tsx'
import { useVirtualRows } from '@/components/ui/use-virtual-rows.ts'
import { HeadRow, headHeight } from './head-row.tsx'
import { LinesInSight } from './lines-in-sight.tsx'
import { pressRowKey } from './row-keys.ts'
import { openMenuAt, rowKeyOf, rowPointer } from './row-pointer.ts'
import { RowPreview } from './row-preview.tsx'
import type { MachineTableProps } from './table-props.ts'

const heights = { group: 34, wide: 36, narrow: 44 }

/** Only the lines in sight, and a few more. */
function useLinesInSight(lines: readonly Line[], narrow: boolean) {
  const scroller = useRef<HTMLDivElement>(null)
  const row = narrow ? heights.narrow : heights.wide
  const heightOf = useCallback(
    (index: number) => (lines[index]?.kind === 'group' ? heights.group : row),
    [lines, row],
  )
  const { rows, total, reveal, toTop } = useVirtualRows(
    scroller,
    lines.length,
    heightOf,
    heights.group,
    headHeight,
  )
  /** How many rows a page key passes: one less than are wholly in sight. */
  const page = () =>
    Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 0) - headHeight) / row) - 1)
  return { scroller, rows, total, reveal, toTop, page }
}

/** The row under the keyboard comes into sight when it becomes another. */
function useActiveInSight(
  active: string | null,
  lines: readonly Line[],
  reveal: (index: number) => void,
) {
  const shown = useRef(active)
  useEffect(() => {
    if (shown.current === active) return
    shown.current = active
    const index = lines.findIndex(({ key }) => key === active)
    if (index >= 0) reveal(index)
  }, [active, lines, reveal])
}

/** Another filter, order or grouping is looked at from its beginning. */
function useFromTheTop(view: ListView, toTop: () => void) {
  const shown = useRef(view)
  useEffect(() => {
    if (shown.current !== view) toTop()
    shown.current = view
  }, [view, toTop])
}

/** The menu of the rows it was opened on: of the selection when that row is in it, else of that row alone. */
function useRowMenu({ selection, onSelection, order, menu }: MachineTableProps) {
  const pointed = useRef<string | null>(null)
  const [keys, setKeys] = useState<readonly string[]>([])
  const aim = () => {
    const key = pointed.current
    if (key === null) return setKeys([])
    const within = selection.keys.has(key)
    if (!within) onSelection(select(selection, order, key, 'only'))
    setKeys(within ? [...selection.keys] : [key])
  }
  return { pointed, aim, entries: menu(keys) }
}

/** The machines as a grid of virtual rows: only what is in sight is in the page, however many there are. */
export function MachineTable(props: MachineTableProps) {
  const { lines, order, shown, narrow, selection, onSelection, onOpen } = props
  const id = useId()
  const { scroller, rows, total, reveal, toTop, page } = useLinesInSight(lines, narrow)
  useActiveInSight(selection.active, lines, reveal)
  useFromTheTop(props.view, toTop)
  const { pointed, aim, entries } = useRowMenu(props)
  const activeId = selection.active === null ? undefined : `${id}-${selection.active}`
  const before = narrow ? 8 : 34
  const { template, least } = tracksOf(shown, { before, after: narrow ? 0 : 116, narrow })

  const onSelect = (key: string, how: SelectHow) => onSelection(select(selection, order, key, how))
  const onMenu = () => {
    const row = activeId === undefined ? null : document.getElementById(activeId)
    if (row !== null) openMenuAt(row)
  }
  return (
    <>
      <ContextMenu label="Machine" entries={entries} onOpenChange={(open) => open && aim()}>
        <Grid
          ref={scroller}
          aria-label={props.label}
          aria-rowcount={lines.length + 1}
          aria-colcount={shown.length + 2}
          aria-multiselectable="true"
          aria-activedescendant={
            rows.some(({ index }) => lines[index]?.key === selection.active) ? activeId : undefined
          }
          style={
            {
              '--tracks': template,
              '--least': `${least}px`,
              '--before': `${before}px`,
            } as CSSProperties
          }
          className="group/list min-h-0 flex-1 overflow-auto border-t border-line bg-panel focus-visible:-outline-offset-2"
          onPointerDown={(event) => {
            pointed.current = rowKeyOf(event)
          }}
          onContextMenu={(event) => {
            pointed.current = rowKeyOf(event)
          }}
          onKeyDown={(event) => {
            if (event.target !== event.currentTarget) return
            const list = { selection, order, page: page(), onSelection, onOpen, onMenu }
            if (pressRowKey(event, list)) event.preventDefault()
          }}
          {...rowPointer({ ...props, onSelect })}
        >
          <HeadRow
            shown={shown}
            narrow={narrow}
            sort={props.view.sort}
            onSort={props.onSort}
            selected={selection.keys.size}
            total={order.length}
            onSelectAll={(all) =>
              onSelection(all ? selectAll(selection, order) : clearSelection(selection))
            }
          />
          <GridPart className="relative min-w-(--least)" style={{ height: total }}>
            <LinesInSight id={id} rows={rows} table={props} />
          </GridPart>
        </Grid>
      </ContextMenu>
      <RowPreview grid={scroller} active={selection.active} rowOf={props.rowOf} />
    </>
  )
}
