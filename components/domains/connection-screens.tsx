'use client'

import { useCallback, useMemo } from 'react'
import type { ConnectionRow } from '@/lib/contract/live.ts'
import { useConnection } from '@/components/data/use-connections.ts'
import { useDomains } from '@/components/data/use-domains.ts'
import { NoMachines } from './no-machines.tsx'
import { useListed, useListedConnections } from './use-listed.ts'
import { MachineWall } from './wall/machine-wall.tsx'
import { WallSkeleton } from './wall/wall-skeleton.tsx'

/** The screens of one connection's machines. */
export function ConnectionScreens({ connection }: { connection: string }) {
  const row = useConnection(connection)
  return row ? <Screens row={row} /> : null
}

function Screens({ row }: { row: ConnectionRow }) {
  const domains = useDomains(row.id)
  const connections = useListedConnections(useMemo(() => [row], [row]))
  const listed = useListed(
    connections,
    useCallback(() => domains, [domains]),
  )
  const { phase } = row.state
  if (domains === null) return phase === 'open' || phase === 'opening' ? <WallSkeleton /> : null
  if (domains.size === 0) return phase === 'open' ? <NoMachines connection={row.id} /> : null
  return <MachineWall label="Screens" connections={connections} listed={listed} />
}
