'use client'

import type { KeyboardEvent } from 'react'
import { classes } from '@/components/ui/classes.ts'
import { Icon } from '@/components/ui/icon.tsx'
import { Select } from '@/components/ui/select.tsx'
import { changeNotes, type HardwareRow } from './hardware-row.ts'

interface ListProps {
  rows: readonly HardwareRow[]
  selected: HardwareRow
  onSelect: (key: string) => void
}

/** Which element is the row of a key, and names what is shown of it. */
export const rowId = (key: string): string => `hardware-${key}`
export const panelId = 'hardware-panel'

const moves: Partial<Record<string, (at: number, last: number) => number>> = {
  ArrowDown: (at, last) => Math.min(at + 1, last),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_, last) => last,
}

/** The hardware as tabs one below the other (ARIA APG, "tabs"): the arrows choose. */
export function HardwareList({ rows, selected, onSelect }: ListProps) {
  const press = (event: KeyboardEvent<HTMLElement>) => {
    // what has the focus is ahead of the address when keys come quickly
    const at = rows.findIndex(({ key }) => rowId(key) === document.activeElement?.id)
    const next = moves[event.key]?.(at, rows.length - 1)
    const row = next === undefined ? undefined : rows[next]
    if (row === undefined) return
    event.preventDefault()
    onSelect(row.key)
    document.getElementById(rowId(row.key))?.focus()
  }
  return (
    <div
      role="tablist"
      aria-label="Hardware"
      aria-orientation="vertical"
      onKeyDown={press}
      className="min-h-0 flex-1 overflow-y-auto p-2"
    >
      {rows.map((row) => (
        <Row key={row.key} row={row} selected={row === selected} onSelect={onSelect} />
      ))}
    </div>
  )
}

const Row = ({
  row: { key, title, icon, change },
  selected,
  onSelect,
}: {
  row: HardwareRow
  selected: boolean
  onSelect: (key: string) => void
}) => (
  <button
    type="button"
    role="tab"
    id={rowId(key)}
    aria-selected={selected}
    aria-controls={selected ? panelId : undefined}
    tabIndex={selected ? 0 : -1}
    onClick={() => onSelect(key)}
    className={classes(
      'flex w-full min-w-0 items-start gap-2 rounded-md px-2.25 py-1.5 text-left focus-visible:-outline-offset-2',
      selected ? 'bg-accent-soft font-strong text-accent' : 'hover:bg-hover',
    )}
  >
    <Icon of={icon} className="mt-0.5" />
    <span className="min-w-0 flex-1">
      <span className="block truncate">{title}</span>
      {change !== null && (
        <span className={classes('block text-tiny', selected ? 'text-accent' : 'text-pause')}>
          {changeNotes[change]}
        </span>
      )}
    </span>
  </button>
)

/** The same where there is no room for a list. */
export const HardwareSelect = ({ rows, selected, onSelect }: ListProps) => (
  <Select
    aria-label="Hardware"
    className="min-w-0 flex-1"
    options={rows.map(({ key, title, change }) => ({
      value: key,
      label: change === null ? title : `${title} (${changeNotes[change]})`,
    }))}
    value={selected.key}
    onChange={onSelect}
  />
)
