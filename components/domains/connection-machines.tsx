'use client'

import { useCallback, useMemo } from 'react'
import type { ListView } from '@/lib/client/list/view.ts'
import type { ConnectionRow } from '@/lib/contract/live.ts'
import { useConnection } from '@/components/data/use-connections.ts'
import { useDomains } from '@/components/data/use-domains.ts'
import { ListSkeleton } from './list/list-skeleton.tsx'
import { MachineList } from './list/machine-list.tsx'
import { NoMachines } from './no-machines.tsx'
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
    return phase === 'open' ? <NoMachines connection={row.id} /> : null
  }
  return <MachineList label="Machines" connections={connections} listed={listed} usual={usual} />
}
