'use client'

import { MonitorOff } from 'lucide-react'
import { useMemo, useRef } from 'react'
import { knownValues } from '@/lib/client/list/known-values.ts'
import type { Listed, ListedConnection } from '@/lib/client/list/listed.ts'
import type { ListView } from '@/lib/client/list/view.ts'
import { formatCount } from '@/lib/format.ts'
import { isActive } from '@/lib/libvirt/domain-state.ts'
import { useParam } from '@/components/shell/use-param.ts'
import { Button } from '@/components/ui/button.tsx'
import { EmptyState } from '@/components/ui/empty-state.tsx'
import { Segmented } from '@/components/ui/segmented.tsx'
import { FilterBox } from '../list/filter-box.tsx'
import { NoMatch } from '../list/no-match.tsx'
import { useListView } from '../list/use-list-view.ts'
import { useMachineLines } from '../list/use-machine-lines.ts'
import { WallGrid } from './wall-grid.tsx'

const usual: ListView = {
  filter: '',
  sort: { column: 'name', descending: false },
  group: 'none',
}
const nothingFolded: ReadonlySet<string> = new Set()

const which = [
  { value: 'running', label: 'Running' },
  { value: 'all', label: 'All' },
] as const

/** What is on the wall, and how many are not for being off. */
const countWords = (shown: number, off: number): string =>
  off === 0
    ? `${formatCount(shown)} shown`
    : `${formatCount(shown)} shown, ${formatCount(off)} off left out`

/** The screens of machines, live: those that run, or all of them. */
export function MachineWall({
  label,
  connections,
  listed,
  named = false,
}: {
  label: string
  connections: readonly ListedConnection[]
  listed: readonly Listed[]
  /** Says on each card which connection it is of. */
  named?: boolean
}) {
  const frame = useRef<HTMLDivElement>(null)
  const [view, change] = useListView(usual)
  const [wanted, setWanted] = useParam('machines')
  const { found } = useMachineLines(connections, listed, view, nothingFolded, false)
  const running = useMemo(() => found.filter(({ domain }) => isActive(domain.state)), [found])
  const known = useMemo(() => knownValues(connections), [connections])
  const all = wanted === 'all'
  const shown = all ? found : running

  return (
    <div ref={frame} className="flex min-h-0 flex-1 flex-col">
      <div className="flex flex-wrap items-start gap-2 px-4.5 py-2.5 max-desk:px-2.5">
        <FilterBox
          value={view.filter}
          onChange={(filter) => change({ filter })}
          known={known}
          onLeave={() => frame.current?.querySelector<HTMLElement>('li a')?.focus()}
        />
        <Segmented
          label="Which machines"
          options={which}
          value={all ? 'all' : 'running'}
          onChange={(value) => setWanted(value === 'all' ? 'all' : null)}
        />
        <span role="status" className="num self-center text-small text-muted">
          {countWords(shown.length, found.length - shown.length)}
        </span>
      </div>
      {shown.length > 0 ? (
        <WallGrid label={label} listed={shown} named={named} />
      ) : found.length > 0 || listed.length === 0 ? (
        <NoneRuns onShowAll={found.length === 0 ? null : () => setWanted('all')} />
      ) : (
        <NoMatch onClear={() => change({ filter: '' })} />
      )}
    </div>
  )
}

const NoneRuns = ({
  onShowAll,
}: {
  /** null: there is none that is off, either. */
  onShowAll: (() => void) | null
}) => (
  <div className="min-h-0 flex-1 border-t border-line">
    <EmptyState
      icon={MonitorOff}
      title="No machine is running"
      says="A machine that is off has no screen. It comes here by itself when it is started."
    >
      {onShowAll && <Button onClick={onShowAll}>Show those that are off</Button>}
    </EmptyState>
  </div>
)
