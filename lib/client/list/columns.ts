import { stateBadge } from '../../libvirt/words.ts'
import type { LoadMeasure } from '../loads.ts'
import { sumOf } from './figures.ts'
import { naturalKey } from './fold.ts'
import type { Listed, LoadOf } from './listed.ts'
import { rowText } from './row-text.ts'

export type SortValue = string | number | null

/** One row per column of the list of machines; the screen adds how its cells are drawn, by key. */
export interface Column {
  label: string
  /** After the label, in the head: what the numbers below are. */
  unit: string | null
  /** The least width of its track, px, and its share of what is left over. */
  width: number
  grow: number
  align: 'start' | 'end'
  /** What it is sorted by, null values last; null: it cannot be sorted. */
  sort: ((listed: Listed, load: LoadOf) => SortValue) | null
  /** The more interesting end first: loads start with the highest. */
  first: 'ascending' | 'descending'
  /** It ticks: an order by it changes every two seconds. */
  live: boolean
  shown: boolean
  /** Its least width where the page is as narrow as a phone; null: it is left out there. */
  narrow: number | null
}

const stateRank = ['Crashed', 'Running', 'Shutting down', 'Paused', 'Suspended', 'Saved']

/** States in the order of how much they ask for attention; off comes last. */
const rankOfState = ({ domain }: Listed): number => {
  const rank = stateRank.indexOf(stateBadge(domain).label)
  return rank === -1 ? stateRank.length : rank
}

const measured =
  (...measures: LoadMeasure[]) =>
  ({ connection, domain }: Listed, loadOf: LoadOf): number | null =>
    measures.reduce<number | null>(
      (sum, measure) => sumOf(sum, loadOf(connection.row.id, domain.uuid, measure)),
      null,
    )

const text = (value: string | null | undefined): string | null =>
  value === null || value === undefined || value === '' ? null : naturalKey(value)

const plain = {
  unit: null,
  grow: 0,
  live: false,
  align: 'start',
  first: 'ascending',
  shown: true,
  narrow: null,
} as const
const counted = { ...plain, first: 'descending' } as const
const ticking = { ...counted, live: true } as const

export const columns = {
  name: {
    ...plain,
    label: 'Name',
    width: 176,
    grow: 1.2,
    narrow: 88,
    sort: ({ domain }) => rowText(domain).order,
  },
  state: { ...plain, label: 'State', width: 146, grow: 0.3, narrow: 112, sort: rankOfState },
  cpu: { ...ticking, label: 'CPU', width: 128, grow: 0.3, narrow: 126, sort: measured('cpu') },
  memory: {
    ...ticking,
    label: 'Memory',
    unit: 'GiB',
    width: 150,
    grow: 0.3,
    sort: measured('memory'),
  },
  disk: {
    ...ticking,
    label: 'Disk',
    unit: 'MB/s',
    width: 120,
    grow: 0.3,
    sort: measured('diskRead', 'diskWrite'),
  },
  network: {
    ...ticking,
    label: 'Network',
    unit: 'Mbit/s',
    width: 128,
    grow: 0.3,
    sort: measured('netIn', 'netOut'),
  },
  address: {
    ...plain,
    label: 'Address',
    width: 128,
    grow: 0.5,
    sort: ({ domain }) => text(domain.details?.addresses[0]),
  },
  vcpus: {
    ...counted,
    label: 'vCPU',
    width: 56,
    align: 'end',
    sort: ({ domain }) => domain.vcpus,
  },
  system: {
    ...plain,
    label: 'System',
    width: 96,
    grow: 0.5,
    shown: false,
    sort: ({ domain }) => text(domain.details?.system),
  },
  maxMemory: {
    ...counted,
    label: 'Memory limit',
    width: 104,
    align: 'end',
    shown: false,
    sort: ({ domain }) => domain.maxMemory,
  },
  autostart: {
    ...plain,
    label: 'Autostart',
    width: 84,
    shown: false,
    sort: ({ domain }) => (domain.autostart ? 0 : 1),
  },
  tags: {
    ...plain,
    label: 'Tags',
    width: 96,
    grow: 0.5,
    shown: false,
    sort: ({ connection }) => text(connection.row.tags.join(' ')),
  },
  connection: {
    ...plain,
    label: 'Connection',
    width: 110,
    grow: 0.5,
    shown: false,
    sort: ({ connection }) => text(connection.place.name),
  },
  uuid: {
    ...plain,
    label: 'UUID',
    width: 290,
    shown: false,
    sort: ({ domain }) => domain.uuid,
  },
} as const satisfies Record<string, Column>

export type ColumnKey = keyof typeof columns
export const columnKeys = Object.keys(columns) as ColumnKey[]

export const isColumnKey = (value: string): value is ColumnKey => Object.hasOwn(columns, value)

/** Which columns to show: what was chosen, in the table's order, always with the name. */
export const columnsChosen = (chosen: readonly string[] | null): ColumnKey[] =>
  columnKeys.filter((key) =>
    chosen === null ? columns[key].shown : key === 'name' || chosen.includes(key),
  )

/** The tracks of a grid that shows these, between what stands before and after them; and its least width, px. */
export function tracksOf(
  shown: readonly ColumnKey[],
  { before, after, narrow }: { before: number; after: number; narrow: boolean },
): { template: string; least: number } {
  const widths = shown.map((key): [number, number] => {
    const column: Column = columns[key]
    return [narrow ? (column.narrow ?? column.width) : column.width, column.grow]
  })
  const tracks = widths.map(([width, grow]) =>
    grow === 0 ? `${width}px` : `minmax(${width}px, ${grow}fr)`,
  )
  return {
    template: [`${before}px`, ...tracks, `${after}px`].join(' '),
    least: widths.reduce((sum, [width]) => sum + width, before + after),
  }
}
