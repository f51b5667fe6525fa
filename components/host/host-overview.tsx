'use client'

import { useQuery } from '@tanstack/react-query'
import { asApiError, sentenceOf } from '@/lib/client/request-failed.ts'
import { useAnswers } from '@/components/data/services.ts'
import { useConnection } from '@/components/data/use-connections.ts'
import { FailedState } from '@/components/ui/failed-state.tsx'
import { CapabilitiesCard } from './capabilities-card.tsx'
import { HostFacts } from './host-facts.tsx'
import { HostGraphs } from './host-graphs.tsx'

/** The host at a glance: how it does, what it is, what it offers. */
export function HostOverview({ connection }: { connection: string }) {
  const row = useConnection(connection)
  const open = row?.state.phase === 'open'
  const node = useQuery(
    useAnswers().connections.node.queryOptions({ input: { connection }, enabled: open }),
  )
  if (!row) return null
  return (
    <div className="grid grid-cols-1 items-start gap-3.5 p-4.5 max-desk:p-2.5 broad:grid-cols-[minmax(0,1fr)_20rem]">
      <HostGraphs connection={connection} node={node.data ?? null} />
      {node.error && node.data === undefined ? (
        <FailedState
          title="The host did not say what it is"
          says={sentenceOf(asApiError(node.error))}
          detail={asApiError(node.error).detail}
          onRetry={() => void node.refetch()}
        />
      ) : (
        <HostFacts row={row} node={node.data ?? null} />
      )}
      <CapabilitiesCard connection={connection} open={open} />
    </div>
  )
}
