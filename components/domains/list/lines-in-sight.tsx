import type { VirtualItem } from '@tanstack/react-virtual'
import type { Line } from '@/lib/client/list/grouping.ts'
import { GridRow } from '@/components/ui/grid.tsx'
import { headHeight } from './head-row.tsx'
import { MachineLine } from './machine-line.tsx'
import type { MachineTableProps } from './table-props.ts'

type Table = Pick<
  MachineTableProps,
  'lines' | 'shown' | 'narrow' | 'selection' | 'whyNotAct' | 'group'
>

/** Where a line stands: the virtual rows count from the top of the heads. */
const placeOf = ({ start, size }: VirtualItem) => ({
  height: size,
  transform: `translateY(${start - headHeight}px)`,
})

function LineInSight({
  id,
  item,
  line,
  table: { shown, narrow, selection, whyNotAct, group },
}: {
  id: string
  item: VirtualItem
  line: Line
  table: Table
}) {
  // the heads' row is the first
  const rowIndex = item.index + 2
  if (line.kind === 'group') {
    return (
      <GridRow
        aria-rowindex={rowIndex}
        className="absolute inset-x-0 top-0 border-b border-line bg-sunk"
        style={placeOf(item)}
      >
        {group(line)}
      </GridRow>
    )
  }
  return (
    <MachineLine
      id={`${id}-${line.key}`}
      rowIndex={rowIndex}
      place={placeOf(item)}
      listed={line.listed}
      shown={shown}
      narrow={narrow}
      selected={selection.keys.has(line.key)}
      active={line.key === selection.active}
      whyNot={whyNotAct(line.listed)}
    />
  )
}

/** The lines that are in the page now. */
export const LinesInSight = ({
  id,
  items,
  table,
}: {
  id: string
  items: readonly VirtualItem[]
  table: Table
}) =>
  items.map((item) => {
    const line = table.lines[item.index]
    return line && <LineInSight key={line.key} id={id} item={item} line={line} table={table} />
  })
