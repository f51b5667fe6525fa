'use client'

import { memo } from 'react'
import { type ColumnKey, columns } from '@/lib/client/list/columns.ts'
import { stateBadge } from '@/lib/libvirt/words.ts'
import { classes } from '@/components/ui/classes.ts'
import { GridCell } from '@/components/ui/grid.tsx'
import type { CellProps } from './cell-props.ts'
import { cells } from './cells.tsx'
import { ChangeFlash } from './change-flash.tsx'
import { RowAction } from './row-action.tsx'

const cellLook = 'flex h-full min-w-0 items-center gap-1.5 overflow-hidden px-2 whitespace-nowrap'

/** The name stays in sight when the columns are scrolled sideways. */
const stays = 'sticky left-(--before) bg-inherit'

/** The cells of a row. Drawn again only when the row itself or the columns change: not by scrolling, sorting or selecting. */
export const RowCells = memo(function RowCells({
  shown,
  narrow,
  whyNot,
  ...cell
}: CellProps & {
  shown: readonly ColumnKey[]
  narrow: boolean
  /** Why its likely act cannot be done now, or null. */
  whyNot: string | null
}) {
  const { connection, domain } = cell
  return (
    <>
      {shown.map((key) => {
        const Cell = cells[key]
        return (
          <GridCell
            key={key}
            className={classes(
              cellLook,
              columns[key].align === 'end' && 'justify-end',
              key === 'name' && stays,
            )}
          >
            <Cell {...cell} />
          </GridCell>
        )
      })}
      {!narrow && (
        <GridCell className={classes(cellLook, 'justify-end gap-0.5')}>
          <RowAction connection={connection} domain={domain} whyNot={whyNot} />
        </GridCell>
      )}
      <ChangeFlash of={domain.uuid} mark={stateBadge(domain).label} />
    </>
  )
})
