'use client'

import { MonitorOff, Plus } from 'lucide-react'
import { useCallback, useMemo } from 'react'
import type { ListView } from '@/lib/client/list/view.ts'
import type { ConnectionRow } from '@/lib/contract/live.ts'
import { paths } from '@/lib/paths.ts'
import { useConnection } from '@/components/data/use-connections.ts'
import { useDomains } from '@/components/data/use-domains.ts'
import { ButtonLink } from '@/components/ui/button.tsx'
import { EmptyState } from '@/components/ui/empty-state.tsx'
import { ListSkeleton } from './list/list-skeleton.tsx'
import { MachineList } from './list/machine-list.tsx'
import { useListed, useListedConnections } from './use-listed.ts'

const usual: ListView = {
  filter: '',
  sort: { column: 'name', descending: false },
  group: 'none',
}

/** The machines of one connection; what stands around them says how the connection is. */
export function ConnectionMachines({ connection }: { connection: string }) {
  const row = useConnection(connection)
  return row ? <Machines row={row} /> : null
}

function Machines({ row }: { row: ConnectionRow }) {
  const domains = useDomains(row.id)
  const connections = useListedConnections(useMemo(() => [row], [row]))
  const domainsOf = useCallback(() => domains, [domains])
  const listed = useListed(connections, domainsOf)
  const { phase } = row.state
  if (domains === null) return phase === 'open' || phase === 'opening' ? <ListSkeleton /> : null
  if (domains.size === 0) {
    return phase === 'open' ? (
      <EmptyState
        icon={MonitorOff}
        title="No machines on this host"
        says="What is defined there, by anybody and by any tool, appears here at once."
      >
        <ButtonLink icon={Plus} href={paths.newMachine(row.id)}>
          New machine
        </ButtonLink>
      </EmptyState>
    ) : null
  }
  return <MachineList label="Machines" connections={connections} listed={listed} usual={usual} />
}
