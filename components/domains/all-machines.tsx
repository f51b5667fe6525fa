'use client'

import { LayoutGrid, Plug } from 'lucide-react'
import { useCallback } from 'react'
import type { ListView } from '@/lib/client/list/view.ts'
import type { ConnectionRow } from '@/lib/contract/live.ts'
import { formatCount } from '@/lib/format.ts'
import { paths } from '@/lib/paths.ts'
import { useConnections } from '@/components/data/use-connections.ts'
import { useAllDomains } from '@/components/data/use-domains.ts'
import { useMay } from '@/components/data/use-may.ts'
import { PageHeader } from '@/components/shell/page-header.tsx'
import { ButtonLink } from '@/components/ui/button.tsx'
import { EmptyProduct } from './empty-product.tsx'
import { ListSkeleton } from './list/list-skeleton.tsx'
import { MachineList } from './list/machine-list.tsx'
import { NothingYet } from './nothing-yet.tsx'
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
        <ButtonLink icon={LayoutGrid} href={paths.screens()}>
          Screens
        </ButtonLink>
        {may && (
          <ButtonLink tone="main" icon={Plug} href={paths.connect()}>
            Connect…
          </ButtonLink>
        )}
      </PageHeader>
      {connections === null ? (
        <NothingYet of={<ListSkeleton />} />
      ) : (
        <Machines rows={connections} />
      )}
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
