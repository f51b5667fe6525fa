'use client'

import { Plug } from 'lucide-react'
import { useCallback } from 'react'
import type { ListView } from '@/lib/client/list/view.ts'
import type { ConnectionRow } from '@/lib/contract/live.ts'
import { failureKinds } from '@/lib/failure.ts'
import { formatCount } from '@/lib/format.ts'
import { paths } from '@/lib/paths.ts'
import { useServices } from '@/components/data/services.ts'
import { useConnections } from '@/components/data/use-connections.ts'
import { useAllDomains } from '@/components/data/use-domains.ts'
import { useLink } from '@/components/data/use-live.ts'
import { useMay } from '@/components/data/use-may.ts'
import { PageHeader } from '@/components/shell/page-header.tsx'
import { ButtonLink } from '@/components/ui/button.tsx'
import { FailedState } from '@/components/ui/failed-state.tsx'
import { EmptyProduct } from './empty-product.tsx'
import { ListSkeleton } from './list/list-skeleton.tsx'
import { MachineList } from './list/machine-list.tsx'
import { useListed, useListedConnections } from './use-listed.ts'

const usual: ListView = {
  filter: '',
  sort: { column: 'name', descending: false },
  group: 'connection',
}

const countWords = (connections: readonly ConnectionRow[]): string => {
  const total = connections.reduce((sum, row) => sum + row.total, 0)
  const on = connections.length === 1 ? '1 connection' : `${connections.length} connections`
  return `${formatCount(total)} on ${on}`
}

/** Every machine of every connection. */
export function AllMachines() {
  const connections = useConnections()
  const may = useMay('administer')
  return (
    <>
      <PageHeader
        title="All machines"
        beside={
          connections !== null &&
          connections.length > 0 && (
            <span className="num text-muted">{countWords(connections)}</span>
          )
        }
      >
        {may && (
          <ButtonLink tone="main" icon={Plug} href={paths.connect()}>
            Connect…
          </ButtonLink>
        )}
      </PageHeader>
      {connections === null ? <NothingYet /> : <Machines rows={connections} />}
    </>
  )
}

function Machines({ rows }: { rows: readonly ConnectionRow[] }) {
  const listings = useAllDomains()
  const connections = useListedConnections(rows)
  const domainsOf = useCallback((id: string) => listings.get(id)?.domains, [listings])
  const listed = useListed(connections, domainsOf)
  if (rows.length === 0) return <EmptyProduct />
  const coming = rows.some(({ id, state }) => state.phase === 'open' && !listings.has(id))
  if (coming && listed.length === 0) return <ListSkeleton />
  return (
    <MachineList
      label="All machines"
      connections={connections}
      listed={listed}
      usual={usual}
      tellLost
    />
  )
}

/** Before the server has said anything: the shape of what comes, or why it does not come. */
function NothingYet() {
  const link = useLink()
  const { live } = useServices()
  if (link.phase !== 'lost') return <ListSkeleton />
  return (
    <FailedState
      title="Oirase cannot be reached"
      says={failureKinds['server.unreachable'].say}
      onRetry={() => live.wake()}
    />
  )
}
