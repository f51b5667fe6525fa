import { stateBadge } from '../../libvirt/words.ts'
import { columns } from './columns.ts'
import { fold } from './fold.ts'
import type { Listed, ListedConnection } from './listed.ts'

export const groupings = ['none', 'connection', 'tag', 'state'] as const
export type Grouping = (typeof groupings)[number]

export interface Group {
  key: string
  label: string
  /** The connection it stands for, when grouped by connection. */
  connection: ListedConnection | null
  rows: Listed[]
}

/** Whether to show connections that have no row in the list: yes, unless a filter is looking for something. */
export interface GroupOptions {
  connections: readonly ListedConnection[]
  keepEmpty: boolean
}

const noTags = 'No tags'

const tagLabel = ({ connection }: Listed): string =>
  connection.row.tags.length === 0 ? noTags : connection.row.tags.join(' · ')

function collect(rows: readonly Listed[], labelOf: (listed: Listed) => string): Group[] {
  const groups = new Map<string, Group>()
  for (const listed of rows) {
    const label = labelOf(listed)
    const group = groups.get(label) ?? { key: label, label, connection: null, rows: [] }
    group.rows.push(listed)
    groups.set(label, group)
  }
  return [...groups.values()]
}

function byConnection(rows: readonly Listed[], { connections, keepEmpty }: GroupOptions): Group[] {
  const groups = new Map<string, Group>()
  for (const connection of connections) {
    const { id } = connection.row
    groups.set(id, { key: id, label: connection.place.name, connection, rows: [] })
  }
  for (const listed of rows) groups.get(listed.connection.row.id)?.rows.push(listed)
  return [...groups.values()].filter((group) => keepEmpty || group.rows.length > 0)
}

const byLabel = (left: Group, right: Group): number =>
  Number(left.label === noTags) - Number(right.label === noTags) ||
  (fold(left.label) < fold(right.label) ? -1 : 1)

const stateRank = (group: Group): number => {
  const [first] = group.rows
  return first === undefined ? 0 : columns.state.sort(first)
}

/** Groups in their own order, the rows within them in the order they came in (so: already sorted). */
export function groupListed(
  rows: readonly Listed[],
  grouping: Grouping,
  options: GroupOptions,
): Group[] {
  switch (grouping) {
    case 'none':
      return [{ key: '', label: '', connection: null, rows: [...rows] }]
    case 'connection':
      return byConnection(rows, options)
    case 'tag':
      return collect(rows, tagLabel).sort(byLabel)
    case 'state':
      return collect(rows, ({ domain }) => stateBadge(domain).label).sort(
        (left, right) => stateRank(left) - stateRank(right),
      )
  }
}

/** What a virtual list draws, top to bottom. */
export type Line =
  | { kind: 'group'; key: string; group: Group; folded: boolean }
  | { kind: 'row'; key: string; listed: Listed }

export function linesOf(
  groups: readonly Group[],
  grouping: Grouping,
  folded: ReadonlySet<string>,
): Line[] {
  return groups.flatMap((group): Line[] => {
    const isFolded = folded.has(group.key)
    const rows = isFolded
      ? []
      : group.rows.map((listed): Line => ({ kind: 'row', key: listed.key, listed }))
    if (grouping === 'none') return rows
    return [{ kind: 'group', key: `group ${group.key}`, group, folded: isFolded }, ...rows]
  })
}
