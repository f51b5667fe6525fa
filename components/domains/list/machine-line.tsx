import type { CSSProperties } from 'react'
import type { ColumnKey } from '@/lib/client/list/columns.ts'
import type { Listed } from '@/lib/client/list/listed.ts'
import { isActive } from '@/lib/libvirt/domain-state.ts'
import { classes } from '@/components/ui/classes.ts'
import { GridCell, GridRow } from '@/components/ui/grid.tsx'
import { RowCells } from './row-cells.tsx'

interface MachineLineProps {
  id: string
  /** Of the row among all, the heads' row being 1. */
  rowIndex: number
  place: CSSProperties
  listed: Listed
  shown: readonly ColumnKey[]
  narrow: boolean
  selected: boolean
  /** The keyboard stands here. */
  active: boolean
  whyNot: string | null
}

/** A row: where it stands and how it looks; what is in it is remembered apart from that. */
export const MachineLine = ({
  id,
  rowIndex,
  place,
  listed: { key, connection, domain },
  shown,
  narrow,
  selected,
  active,
  whyNot,
}: MachineLineProps) => (
  <GridRow
    id={id}
    aria-rowindex={rowIndex}
    aria-selected={selected}
    data-row={key}
    data-stale={connection.row.state.phase === 'open' ? undefined : ''}
    className={classes(
      'absolute inset-x-0 top-0 grid contain-strict grid-cols-(--tracks) border-b border-line bg-panel hover:bg-hover data-stale:text-muted data-stale:grayscale',
      selected && 'bg-accent-soft!',
      active &&
        'group-focus-visible/list:outline-2 group-focus-visible/list:-outline-offset-2 group-focus-visible/list:outline-accent',
      !isActive(domain.state) && 'text-muted',
    )}
    style={place}
  >
    <GridCell data-select className="sticky left-0 grid place-items-center bg-inherit">
      {!narrow && (
        <input
          type="checkbox"
          tabIndex={-1}
          checked={selected}
          readOnly
          aria-label={`Select ${domain.name}`}
          className="size-3.5 accent-accent"
        />
      )}
    </GridCell>
    <RowCells
      connection={connection.row.id}
      place={connection.place.name}
      tags={connection.row.tags.join('\n')}
      domain={domain}
      shown={shown}
      narrow={narrow}
      whyNot={whyNot}
    />
  </GridRow>
)
