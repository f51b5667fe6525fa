'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import {
  type CSSProperties,
  type ReactNode,
  useCallback,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react'
import { type ColumnKey, tracksOf } from '@/lib/client/list/columns.ts'
import type { Line } from '@/lib/client/list/grouping.ts'
import type { Listed } from '@/lib/client/list/listed.ts'
import {
  clearSelection,
  type SelectHow,
  type Selection,
  select,
  selectAll,
} from '@/lib/client/list/selection.ts'
import type { Sort } from '@/lib/client/list/sort.ts'
import { ContextMenu } from '@/components/ui/context-menu.tsx'
import { Grid, GridPart, GridRow } from '@/components/ui/grid.tsx'
import type { MenuEntry } from '@/components/ui/menu-entry.ts'
import { HeadRow, headHeight } from './head-row.tsx'
import { MachineLine } from './machine-line.tsx'
import { pressRowKey } from './row-keys.ts'
import { openMenuAt, rowKeyOf, rowPointer } from './row-pointer.ts'

const heights = { group: 34, wide: 36, narrow: 44 }

export interface MachineTableProps {
  label: string
  lines: readonly Line[]
  /** Keys of all rows in the order shown. */
  order: readonly string[]
  shown: readonly ColumnKey[]
  narrow: boolean
  sort: Sort
  onSort: (sort: Sort) => void
  selection: Selection
  onSelection: (selection: Selection) => void
  onOpen: (key: string) => void
  /** The row's likely act. */
  onAct: (key: string) => void
  whyNotAct: (listed: Listed) => string | null
  /** What can be done with these rows. */
  menu: (keys: readonly string[]) => readonly MenuEntry[]
  group: (line: Extract<Line, { kind: 'group' }>) => ReactNode
}

/** Only the lines in sight, and a few more. */
function useLinesInSight(lines: readonly Line[], narrow: boolean) {
  const scroller = useRef<HTMLDivElement>(null)
  const row = narrow ? heights.narrow : heights.wide
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: useCallback(
      (index: number) => (lines[index]?.kind === 'group' ? heights.group : row),
      [lines, row],
    ),
    getItemKey: useCallback((index: number) => lines[index]?.key ?? index, [lines]),
    overscan: 8,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
  })
  return { scroller, rows, page: (rows.scrollRect?.height ?? 0) / row }
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
  const { lines, order, shown, narrow, selection, onSelection, onOpen, onAct } = props
  const id = useId()
  const { scroller, rows, page } = useLinesInSight(lines, narrow)
  useActiveInSight(selection.active, lines, rows.scrollToIndex)
  const { pointed, aim, entries } = useRowMenu(props)
  const inSight = rows.getVirtualItems()
  const activeId = selection.active === null ? undefined : `${id}-${selection.active}`
  const { template, least } = tracksOf(shown, narrow ? 8 : 34, narrow ? 0 : 104)

  const onSelect = (key: string, how: SelectHow) => onSelection(select(selection, order, key, how))
  const onMenu = () => {
    const row = activeId === undefined ? null : document.getElementById(activeId)
    if (row !== null) openMenuAt(row)
  }
  return (
    <ContextMenu label="Machine" entries={entries} onOpenChange={(open) => open && aim()}>
      <Grid
        ref={scroller}
        aria-label={props.label}
        aria-rowcount={lines.length + 1}
        aria-colcount={shown.length + 2}
        aria-multiselectable="true"
        aria-activedescendant={
          inSight.some(({ key }) => key === selection.active) ? activeId : undefined
        }
        style={{ '--tracks': template, '--least': `${narrow ? 0 : least}px` } as CSSProperties}
        className="group/list min-h-0 flex-1 overflow-auto border-t border-line bg-panel focus-visible:-outline-offset-2"
        onPointerDown={(event) => {
          pointed.current = rowKeyOf(event)
        }}
        onContextMenu={(event) => {
          pointed.current = rowKeyOf(event)
        }}
        onKeyDown={(event) => {
          if (event.target !== event.currentTarget) return
          const list = { selection, order, page, onSelection, onOpen, onMenu }
          if (pressRowKey(event, list)) event.preventDefault()
        }}
        {...rowPointer({ onSelect, onOpen, onAct })}
      >
        <HeadRow
          shown={shown}
          narrow={narrow}
          sort={props.sort}
          onSort={props.onSort}
          selected={selection.keys.size}
          total={order.length}
          onSelectAll={(all) =>
            onSelection(all ? selectAll(selection, order) : clearSelection(selection))
          }
        />
        <GridPart className="relative min-w-(--least)" style={{ height: rows.getTotalSize() }}>
          {inSight.map(({ index, start, size }) => {
            const line = lines[index]
            if (line === undefined) return null
            const place = { height: size, transform: `translateY(${start - headHeight}px)` }
            if (line.kind === 'group') {
              return (
                <GridRow
                  key={line.key}
                  aria-rowindex={index + 2}
                  className="absolute inset-x-0 top-0 border-b border-line bg-sunk"
                  style={place}
                >
                  {props.group(line)}
                </GridRow>
              )
            }
            return (
              <MachineLine
                key={line.key}
                id={`${id}-${line.key}`}
                rowIndex={index + 2}
                place={place}
                listed={line.listed}
                shown={shown}
                narrow={narrow}
                selected={selection.keys.has(line.key)}
                active={line.key === selection.active}
                whyNot={props.whyNotAct(line.listed)}
              />
            )
          })}
        </GridPart>
      </Grid>
    </ContextMenu>
  )
}
