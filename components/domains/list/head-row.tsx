import { ArrowDown, ArrowUp } from 'lucide-react'
import { type ColumnKey, columns } from '@/lib/client/list/columns.ts'
import { type Sort, sortAfterClick } from '@/lib/client/list/sort.ts'
import { Checkbox } from '@/components/ui/checkbox.tsx'
import { classes } from '@/components/ui/classes.ts'
import { GridHead, GridPart, GridRow } from '@/components/ui/grid.tsx'
import { Icon } from '@/components/ui/icon.tsx'
import { VisuallyHidden } from '@/components/ui/visually-hidden.tsx'

export const headHeight = 30

function HeadCell({
  column,
  sort,
  onSort,
}: {
  column: ColumnKey
  sort: Sort
  onSort: (sort: Sort) => void
}) {
  const { label, unit, align } = columns[column]
  const sorted = sort.column === column
  const order = sort.descending ? 'descending' : 'ascending'
  return (
    <GridHead
      aria-sort={sorted ? order : 'none'}
      className={classes('min-w-0', column === 'name' && 'sticky left-(--before) bg-inherit')}
    >
      <button
        type="button"
        onClick={() => onSort(sortAfterClick(sort, column))}
        className={classes(
          'flex h-full w-full items-center gap-1 px-2 whitespace-nowrap hover:text-text focus-visible:-outline-offset-2',
          align === 'end' && 'justify-end',
          sorted && 'text-text',
        )}
      >
        <span className="truncate">
          {label}
          {unit && `, ${unit}`}
        </span>
        {sorted && <Icon of={sort.descending ? ArrowDown : ArrowUp} size={12} />}
      </button>
    </GridHead>
  )
}

/** The heads: each sorts by its column; the box selects all that is shown, or nothing. */
export const HeadRow = ({
  shown,
  narrow,
  sort,
  onSort,
  selected,
  total,
  onSelectAll,
}: {
  shown: readonly ColumnKey[]
  narrow: boolean
  sort: Sort
  onSort: (sort: Sort) => void
  selected: number
  total: number
  onSelectAll: (all: boolean) => void
}) => (
  <GridPart className="sticky top-0 z-2 h-7.5 min-w-(--least)">
    <GridRow
      aria-rowindex={1}
      className="grid h-full grid-cols-(--tracks) border-b border-line bg-sunk text-small font-medium text-muted"
    >
      <GridHead className="sticky left-0 grid place-items-center bg-inherit *:-mt-0.75 *:gap-x-0">
        {narrow ? (
          <VisuallyHidden>Selected</VisuallyHidden>
        ) : (
          <Checkbox
            hidden
            label={selected === total && total > 0 ? 'Select nothing' : 'Select all'}
            checked={selected > 0 && selected === total}
            some={selected > 0 && selected < total}
            onChange={onSelectAll}
          />
        )}
      </GridHead>
      {shown.map((key) => (
        <HeadCell key={key} column={key} sort={sort} onSort={onSort} />
      ))}
      <GridHead>
        <VisuallyHidden>Actions</VisuallyHidden>
      </GridHead>
    </GridRow>
  </GridPart>
)
