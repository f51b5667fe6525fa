'use client'

import { useMay } from '@/components/data/use-may.ts'
import { PageHeader } from '@/components/shell/page-header.tsx'
import { useParam } from '@/components/shell/use-param.ts'
import { SearchBox } from '@/components/ui/search-box.tsx'
import { Segmented } from '@/components/ui/segmented.tsx'
import { AuditTable } from './audit-table.tsx'
import { TaskTable } from './task-table.tsx'

const views = [
  { value: 'tasks', label: 'Tasks' },
  { value: 'audit', label: 'Audit' },
] as const
type View = (typeof views)[number]['value']

/** What was done: the tasks of all hosts, and for administrators the audit, which nobody can change unseen. */
export function HistoryPage() {
  const mayAudit = useMay('administer')
  const [asked, setAsked] = useParam('view')
  const [filter, setFilter] = useParam('filter')
  const view: View = mayAudit && asked === 'audit' ? 'audit' : 'tasks'
  return (
    <>
      <PageHeader title="History" />
      <div className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line px-4.5 py-2.5 max-desk:px-2.5">
        <SearchBox
          label="Filter the history"
          placeholder="filter by person, machine, what was done…"
          value={filter ?? ''}
          onChange={(text) => setFilter(text === '' ? null : text)}
          className="flex-1"
        />
        {mayAudit && (
          <Segmented
            label="What to show"
            options={views}
            value={view}
            onChange={(next) => setAsked(next === 'tasks' ? null : next, true)}
          />
        )}
      </div>
      {view === 'audit' ? (
        <AuditTable filter={filter ?? ''} />
      ) : (
        <TaskTable filter={filter ?? ''} />
      )}
    </>
  )
}
