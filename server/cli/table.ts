import { columnsOf, visible } from './visible.ts'

/**
 * A table as virsh prints it (vshTable, tools/vsh-table.c): each column one space in and three apart, the last one
 * without padding, a line of dashes under the head, and an empty line at the end.
 */
export function virshTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [head, ...rows].map((row) => row.map(visible))
  const widths = head.map((_, column) =>
    Math.max(...cells.map((row) => columnsOf(row[column] ?? ''))),
  )
  const lines = cells.map(
    (row) => ` ${row.map((cell, at) => padded(cell, widths, at)).join('   ')}`,
  )
  const dashes = '-'.repeat(widths.reduce((sum, width) => sum + width + 3, 0))
  const [first = '', ...rest] = lines
  return `${[first, dashes, ...rest].join('\n')}\n\n`
}

function padded(cell: string, widths: readonly number[], at: number): string {
  const last = at === widths.length - 1
  return last ? cell : cell + ' '.repeat((widths[at] ?? 0) - columnsOf(cell))
}
