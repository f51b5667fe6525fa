import { type ColumnKey, columns, type SortValue } from './columns.ts'
import type { Listed, LoadOf } from './listed.ts'
import { rowText } from './row-text.ts'

export interface Sort {
  column: ColumnKey
  descending: boolean
}

const compare = (left: string | number, right: string | number): number =>
  left < right ? -1 : left > right ? 1 : 0

/** Nothing measured sorts after everything measured, whichever way round. */
function compareValues(left: SortValue, right: SortValue, descending: boolean): number {
  if (left === null || right === null) return Number(left === null) - Number(right === null)
  return descending ? compare(right, left) : compare(left, right)
}

interface Keyed {
  listed: Listed
  value: SortValue
  name: string
}

/** A sorted copy. What is equal stays in the order of names, then of keys, so that ticking numbers never shuffle it. */
export function sortListed(rows: readonly Listed[], sort: Sort, load: LoadOf): Listed[] {
  const by = columns[sort.column].sort
  const keyed = rows.map(
    (listed): Keyed => ({
      listed,
      value: by(listed, load),
      name: rowText(listed.domain).order,
    }),
  )
  keyed.sort(
    (left, right) =>
      compareValues(left.value, right.value, sort.descending) ||
      compare(left.name, right.name) ||
      compare(left.listed.key, right.listed.key),
  )
  return keyed.map(({ listed }) => listed)
}

/** What a click on a column's head asks for: its better end first, then the other. */
export const sortAfterClick = (sort: Sort, column: ColumnKey): Sort => ({
  column,
  descending: sort.column === column ? !sort.descending : columns[column].first === 'descending',
})
