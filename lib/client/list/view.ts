import { isColumnKey } from './columns.ts'
import { filterLimit } from './filter-parse.ts'
import { type Grouping, groupings } from './grouping.ts'
import type { Sort } from './sort.ts'

/** How a list is looked at: what the address says, so that a pasted link shows the same. */
export interface ListView {
  filter: string
  sort: Sort
  group: Grouping
}

/** Anything the address does not say, or says wrongly, is as in `usual`. */
export function readView(params: URLSearchParams, usual: ListView): ListView {
  const sort = params.get('sort')
  const column = sort?.replace(/^-/, '') ?? ''
  const group = params.get('group')
  return {
    filter: (params.get('q') ?? usual.filter).slice(0, filterLimit),
    sort: isColumnKey(column) ? { column, descending: sort?.startsWith('-') ?? false } : usual.sort,
    group: groupings.find((one) => one === group) ?? usual.group,
  }
}

const sortText = ({ column, descending }: Sort) => `${descending ? '-' : ''}${column}`

/** The query (with its `?`, or empty) that says what differs from `usual`. Parameters of others in `params` stay. */
export function writeView(view: ListView, usual: ListView, params: URLSearchParams): string {
  const next = new URLSearchParams(params)
  const put = (name: string, value: string, ordinary: string) => {
    if (value === ordinary) next.delete(name)
    else next.set(name, value)
  }
  put('q', view.filter.trim(), usual.filter)
  put('sort', sortText(view.sort), sortText(usual.sort))
  put('group', view.group, usual.group)
  const text = next.toString()
  return text === '' ? '' : `?${text}`
}

export const sameView = (left: ListView, right: ListView): boolean =>
  left.filter.trim() === right.filter.trim() &&
  sortText(left.sort) === sortText(right.sort) &&
  left.group === right.group
