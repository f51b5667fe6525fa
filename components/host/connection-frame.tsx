'use client'

import { type ReactNode, useState } from 'react'
import { connectionName } from '@/lib/client/connection-name.ts'
import type { ConnectionRow } from '@/lib/contract/live.ts'
import { paths } from '@/lib/paths.ts'
import { useConnection } from '@/components/data/use-connections.ts'
import { useDomains } from '@/components/data/use-domains.ts'
import { useMay } from '@/components/data/use-may.ts'
import { ConnectionBanner } from '@/components/shell/connection-banner.tsx'
import { ConnectionDot } from '@/components/shell/connection-dot.tsx'
import { ConnectionGone } from '@/components/shell/connection-gone.tsx'
import { ConnectionRisks } from '@/components/shell/connection-risks.tsx'
import { PageHeader } from '@/components/shell/page-header.tsx'
import { Chip } from '@/components/ui/chip.tsx'
import { CopyText } from '@/components/ui/copy-button.tsx'
import { Tabs } from '@/components/ui/tabs.tsx'
import { ConnectionActions } from './connection-actions.tsx'
import { NotOpen } from './not-open.tsx'

const trail = [{ label: 'All machines', href: paths.home() }]

/** What stands around every page of a connection: what it is and how it is, what can be done with it, its pages as tabs. */
export function ConnectionFrame({
  connection,
  children,
}: {
  connection: string
  children: ReactNode
}) {
  const row = useConnection(connection)
  const domains = useDomains(connection)
  const readsLog = useReadsLog(row)
  if (row === null) return <ConnectionGone />
  if (row === undefined) return <PageHeader title="Connection" trail={trail} />
  const { phase } = row.state
  // once it has told of machines, their rows stay in sight, marked as old, until somebody disconnects
  const known = domains !== null && domains.size > 0
  const shown = phase === 'open' || (phase !== 'closed' && known)
  return (
    <>
      <PageHeader title={connectionName(row)} trail={trail} beside={<Beside row={row} />}>
        <ConnectionActions row={row} />
      </PageHeader>
      <Tabs
        label="Pages of this connection"
        tabs={[
          { label: 'Machines', href: paths.connection(connection), count: row.total || undefined },
          { label: 'Screens', href: paths.screens(connection) },
          { label: 'Host', href: paths.host(connection) },
          { label: 'Events', href: paths.events(connection) },
          ...(readsLog ? [{ label: 'Log', href: paths.hostLog(connection) }] : []),
        ]}
      />
      {shown ? (
        <>
          <ConnectionBanner row={row} />
          {children}
        </>
      ) : (
        <NotOpen row={row} />
      )}
    </>
  )
}

/** Whether there is a log for this person to read; once seen, its tab stays while the host is away. */
function useReadsLog(row: ConnectionRow | null | undefined): boolean {
  const may = useMay('administer', row?.id ?? null)
  const [known, setKnown] = useState(false)
  const now = row?.state.phase === 'open' ? !row.state.lacks.includes('log') : known
  if (now !== known) setKnown(now)
  return may && now
}

function Beside({ row }: { row: ConnectionRow }) {
  const { uri, state, tags } = row
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-1">
      <ConnectionDot state={state} />
      <CopyText text={uri} className="text-muted" />
      {state.phase === 'open' && (
        <span className="num whitespace-nowrap text-muted">
          {state.hypervisor}
          {state.version !== null && ` ${state.version}`}
        </span>
      )}
      <ConnectionRisks row={row} />
      {tags.map((tag) => (
        <Chip key={tag}>{tag}</Chip>
      ))}
    </div>
  )
}
