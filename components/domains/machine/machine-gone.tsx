'use client'

import { MonitorX } from 'lucide-react'
import { connectionName } from '@/lib/client/connection-name.ts'
import type { ConnectionRow, DomainRow } from '@/lib/contract/live.ts'
import { paths } from '@/lib/paths.ts'
import { PageHeader } from '@/components/shell/page-header.tsx'
import { RunsElsewhere } from '@/components/shell/runs-elsewhere.tsx'
import { ButtonLink } from '@/components/ui/button.tsx'
import { CopyButton } from '@/components/ui/copy-button.tsx'
import { EmptyState } from '@/components/ui/empty-state.tsx'
import { useDraft } from '../definition/draft.tsx'

/** The host knows no such machine (any more): which one it was, why it may be gone, and the way back. */
export function MachineGone({
  connection,
  uuid,
  last,
}: {
  connection: ConnectionRow
  uuid: string
  /** As it was when this page last saw it; null when it never did. */
  last: DomainRow | null
}) {
  const host = connectionName(connection)
  const { draft } = useDraft()
  return (
    <>
      <PageHeader
        title={last?.name ?? 'No such machine'}
        trail={[{ label: host, href: paths.connection(connection.id) }]}
      />
      <EmptyState
        icon={MonitorX}
        title={last === null ? 'There is no such machine here' : 'This machine is gone'}
        says={
          last === null
            ? 'The address names a machine that this host does not know. It may have been undefined, or moved to another host.'
            : last.persistent
              ? 'Its definition was removed from the host, or it has moved to another. Its disks are not touched by that.'
              : 'It was transient: it had no definition on the host, and vanished when it stopped. Its disks are not touched by that.'
        }
      >
        <RunsElsewhere connection={connection.id} uuid={uuid} />
        <ButtonLink tone="main" href={paths.connection(connection.id)}>
          Machines of {host}
        </ButtonLink>
        <ButtonLink href={paths.home()}>All machines</ButtonLink>
        {draft && (
          <CopyButton text={draft.text} label="Copy the edited XML" tip="What was not applied" />
        )}
      </EmptyState>
    </>
  )
}
