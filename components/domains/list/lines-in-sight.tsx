import type { Line } from '@/lib/client/list/grouping.ts'
import { GridRow } from '@/components/ui/grid.tsx'
import type { VirtualRow } from '@/components/ui/use-virtual-rows.ts'
import { MachineLine } from './machine-line.tsx'
import type { MachineTableProps } from './table-props.ts'

type Table = Pick<
  MachineTableProps,
  'lines' | 'shown' | 'narrow' | 'selection' | 'whyNotAct' | 'group'
>

const placeOf = ({ start, size }: VirtualRow) => ({
  height: size,
  transform: `translateY(${start}px)`,
})

function LineInSight({
  id,
  row,
  line,
  table: { shown, narrow, selection, whyNotAct, group },
}: {
  id: string
  row: VirtualRow
  line: Line
  table: Table
}) {
  // the heads' row is the first
  const rowIndex = row.index + 2
  if (line.kind === 'group') {
    return (
      <GridRow
        aria-rowindex={rowIndex}
        className="absolute inset-x-0 top-0 border-b border-line bg-sunk"
        style={placeOf(row)}
      >
        {group(line)}
      </GridRow>
    )
  }
  return (
    <MachineLine
      id={`${id}-${line.key}`}
      rowIndex={rowIndex}
      place={placeOf(row)}
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
  rows,
  table,
}: {
  id: string
  rows: readonly VirtualRow[]
  table: Table
}) =>
  rows.map((row) => {
    const line = table.lines[row.index]
    return line && <LineInSight key={row.slot} id={id} row={row} line={line} table={table} />
  })
