import type { LucideIcon } from 'lucide-react'
import {
  BookOpen,
  Ellipsis,
  History,
  LayoutGrid,
  MonitorPlay,
  Pause,
  PencilLine,
  Play,
  Plug,
  Power,
  Server,
  Settings,
  Trash2,
  Users,
} from 'lucide-react'
import { type DialogChange, dialogChanges } from '@/lib/client/asked-change.ts'
import { connectionName, connectionVia } from '@/lib/client/connection-name.ts'
import type { Listing, LiveState } from '@/lib/client/live-state.ts'
import { type Findable, rank } from '@/lib/client/rank.ts'
import type { ConnectionRow, ConnectionState, DomainRow } from '@/lib/contract/live.ts'
import { changeWords } from '@/lib/libvirt/change-words.ts'
import type { DomainChange } from '@/lib/libvirt/changes.ts'
import { type DomainAction, domainActions } from '@/lib/libvirt/domain-state.ts'
import { actionWords, type StateTone, stateBadge } from '@/lib/libvirt/words.ts'
import { paths } from '@/lib/paths.ts'

/** What stands before a line: a drawn sign, a connection's state, a machine's. */
export type PaletteMark = { icon: LucideIcon } | { state: ConnectionState } | { tone: StateTone }

/** One line of the palette: somewhere to go, or something to do to the machine that is open. */
export interface PaletteEntry extends Findable {
  id: string
  section: 'This machine' | 'Go to' | 'Connections' | 'Machines'
  mark: PaletteMark
  label: string
  /** Smaller, after the label. */
  beside: string
  whyNot: string | null
  choice: { href: string } | (PaletteDeed & { domain: DomainRow; connection: string })
}

/** What is done to the machine that is open: at once, or after its dialog has asked for the rest. */
export type PaletteDeed =
  | { action: DomainAction }
  | { change: DialogChange }
  | { autostart: boolean }

const found = (...texts: readonly (string | null | undefined)[]) =>
  texts.filter(Boolean).join(' ').toLowerCase()

const page = (label: string, href: string, icon: LucideIcon): PaletteEntry => ({
  id: href,
  section: 'Go to',
  mark: { icon },
  label,
  beside: '',
  whyNot: null,
  choice: { href },
  words: found(label),
})

export const pageEntries = (administers: boolean): PaletteEntry[] => [
  page('All machines', paths.home(), Server),
  page('Screens of all machines', paths.screens(), LayoutGrid),
  page('History', paths.history(), History),
  page('Help: connection URIs', paths.help(), BookOpen),
  page('Settings', paths.settings(), Settings),
  ...(administers
    ? [page('People', paths.people(), Users), page('Connect…', paths.connect(), Plug)]
    : []),
]

export const connectionEntries = (rows: readonly ConnectionRow[]): PaletteEntry[] =>
  rows.map((row) => {
    const label = connectionName(row)
    return {
      id: row.id,
      section: 'Connections',
      mark: { state: row.state },
      label,
      beside: connectionVia(row),
      whyNot: null,
      choice: { href: paths.connection(row.id) },
      words: found(label, row.uri, ...row.tags),
    }
  })

function machinesOf(row: ConnectionRow, domains: Listing['domains']): PaletteEntry[] {
  const host = connectionName(row)
  return [...domains.values()].map((domain) => {
    const { label, tone } = stateBadge(domain)
    return {
      id: `${row.id}/${domain.uuid}`,
      section: 'Machines',
      mark: { tone },
      label: domain.name,
      beside: `${host} · ${label}`,
      whyNot: null,
      choice: { href: paths.domain(row.id, domain.uuid) },
      words: found(domain.name, domain.details?.title, host),
    }
  })
}

/** The entries of a listing, as long as it is the same listing: a change on one host leaves the others' alone. */
const made = new WeakMap<Listing['domains'], { row: ConnectionRow; entries: PaletteEntry[] }>()

/** Every machine of every listing there is. */
export function machineEntries({
  connections,
  listings,
}: Pick<LiveState, 'connections' | 'listings'>): PaletteEntry[] {
  return [...listings].flatMap(([id, { domains }]) => {
    const row = connections?.get(id)
    if (row === undefined) return []
    const known = made.get(domains)
    if (known?.row === row) return known.entries
    const entries = machinesOf(row, domains)
    made.set(domains, { row, entries })
    return entries
  })
}

const actionIcons: Partial<Record<DomainAction, LucideIcon>> = {
  start: Play,
  resume: Play,
  suspend: Pause,
}

const changeIcons: Partial<Record<DomainChange, LucideIcon>> = {
  rename: PencilLine,
  undefine: Trash2,
}

/** What can be done to the machine that is open, and why not. */
export const actionEntries = (
  connection: string,
  domain: DomainRow,
  whyNot: (action: DomainAction) => string | null,
): PaletteEntry[] =>
  domainActions.map((action) => ({
    id: action,
    section: 'This machine',
    mark: { icon: actionIcons[action] ?? Power },
    label: `${actionWords[action].label} ${domain.name}`,
    beside: '',
    whyNot: whyNot(action),
    choice: { action, domain, connection },
    words: found(actionWords[action].label, domain.name),
  }))

/** To its console. */
export const consoleEntry = (connection: string, domain: DomainRow): PaletteEntry => {
  const href = paths.domainConsole(connection, domain.uuid)
  const label = `Open console of ${domain.name}`
  return { ...page(label, href, MonitorPlay), section: 'This machine' }
}

/** What else can be done to it. */
export function changeEntries(
  connection: string,
  domain: DomainRow,
  whyNot: (change: DomainChange) => string | null,
): PaletteEntry[] {
  const entry = (change: DomainChange, label: string, deed: PaletteDeed): PaletteEntry => ({
    id: change,
    section: 'This machine',
    mark: { icon: changeIcons[change] ?? Ellipsis },
    label,
    beside: '',
    whyNot: whyNot(change),
    choice: { ...deed, domain, connection },
    words: found(label, changeWords[change].label),
  })
  const starts = domain.autostart ? 'Do not start' : 'Start'
  return [
    ...dialogChanges.map((change) =>
      entry(change, `${changeWords[change].label} ${domain.name}…`, { change }),
    ),
    entry('setAutostart', `${starts} ${domain.name} with its host`, {
      autostart: !domain.autostart,
    }),
  ]
}

const shown = 50

/** What the palette shows for a query: with none, what is near; else the best of everything, machines last. */
export function paletteLines(
  query: string,
  near: readonly PaletteEntry[],
  machines: readonly PaletteEntry[],
): PaletteEntry[] {
  if (query.trim() === '') return near.slice(0, shown)
  const best = rank(near, query, shown)
  return [...best, ...rank(machines, query, shown - best.length)]
}
