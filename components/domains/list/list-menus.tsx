'use client'

import { Columns3, Group, RotateCcw } from 'lucide-react'
import { type ColumnKey, columnKeys, columns, columnsChosen } from '@/lib/client/list/columns.ts'
import { type Grouping, groupings } from '@/lib/client/list/grouping.ts'
import { Button } from '@/components/ui/button.tsx'
import { Menu } from '@/components/ui/menu.tsx'

const groupingWords: Record<Grouping, string> = {
  none: 'nothing',
  connection: 'connection',
  tag: 'tag',
  state: 'state',
}

export const GroupMenu = ({
  group,
  onChange,
}: {
  group: Grouping
  onChange: (group: Grouping) => void
}) => (
  <Menu
    trigger={
      <Button icon={Group}>
        <span className="max-desk:sr-only">Group: {groupingWords[group]}</span>
      </Button>
    }
    entries={groupings.map((one) => ({
      kind: 'choice',
      label: one === 'none' ? 'Do not group' : `By ${groupingWords[one]}`,
      chosen: one === group,
      onSelect: () => onChange(one),
    }))}
  />
)

export const ColumnsMenu = ({
  shown,
  onChange,
}: {
  shown: readonly ColumnKey[]
  /** null: as it comes. */
  onChange: (shown: readonly ColumnKey[] | null) => void
}) => (
  <Menu
    trigger={<Button icon={Columns3}>Columns</Button>}
    entries={[
      ...columnKeys
        .filter((key) => key !== 'name')
        .map((key) => ({
          kind: 'check' as const,
          label: columns[key].label,
          checked: shown.includes(key),
          onChange: (checked: boolean) =>
            onChange(
              columnsChosen(checked ? [...shown, key] : shown.filter((other) => other !== key)),
            ),
        })),
      { kind: 'line' },
      { label: 'As it comes', icon: RotateCcw, onSelect: () => onChange(null) },
    ]}
  />
)
