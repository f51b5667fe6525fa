import type { ReactNode } from 'react'
import type { ColumnKey } from '@/lib/client/list/columns.ts'
import type { Line } from '@/lib/client/list/grouping.ts'
import type { Listed } from '@/lib/client/list/listed.ts'
import type { Selection } from '@/lib/client/list/selection.ts'
import type { Sort } from '@/lib/client/list/sort.ts'
import type { ListView } from '@/lib/client/list/view.ts'
import type { MenuEntry } from '@/components/ui/menu-entry.ts'

/** What the table is told, and what it tells. */
export interface MachineTableProps {
  label: string
  lines: readonly Line[]
  /** Keys of all rows in the order shown. */
  order: readonly string[]
  shown: readonly ColumnKey[]
  narrow: boolean
  view: ListView
  onSort: (sort: Sort) => void
  selection: Selection
  onSelection: (selection: Selection) => void
  onOpen: (key: string) => void
  /** By a double click. */
  onOpenTwice: (key: string) => void
  /** To a page of the product. */
  onGo: (href: string) => void
  /** The pointer is over the rows: they should keep their order. */
  onStill: (still: boolean) => void
  /** The row's likely act. */
  onAct: (key: string) => void
  whyNotAct: (listed: Listed) => string | null
  /** What can be done with these rows. */
  menu: (keys: readonly string[]) => readonly MenuEntry[]
  rowOf: (key: string) => Listed | undefined
  group: (line: Extract<Line, { kind: 'group' }>) => ReactNode
}
