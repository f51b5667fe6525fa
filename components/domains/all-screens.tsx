'use client'

import { useCallback } from 'react'
import type { ConnectionRow } from '@/lib/contract/live.ts'
import { paths } from '@/lib/paths.ts'
import { useConnections } from '@/components/data/use-connections.ts'
import { useAllDomains } from '@/components/data/use-domains.ts'
import { PageHeader } from '@/components/shell/page-header.tsx'
import { EmptyProduct } from './empty-product.tsx'
import { LostBanners } from './list/lost-banners.tsx'
import { NothingYet } from './nothing-yet.tsx'
import { useListed, useListedConnections } from './use-listed.ts'
import { MachineWall } from './wall/machine-wall.tsx'
import { WallSkeleton } from './wall/wall-skeleton.tsx'

const trail = [{ label: 'All machines', href: paths.home() }]

/** The screens of every connection's machines. */
export function AllScreens() {
  const connections = useConnections()
  return (
    <>
      <PageHeader title="Screens" trail={trail} />
      {connections === null ? <NothingYet of={<WallSkeleton />} /> : <Screens rows={connections} />}
    </>
  )
}

function Screens({ rows }: { rows: readonly ConnectionRow[] }) {
  const listings = useAllDomains()
  const connections = useListedConnections(rows)
  const domainsOf = useCallback((id: string) => listings.get(id)?.domains, [listings])
  const listed = useListed(connections, domainsOf)
  if (rows.length === 0) return <EmptyProduct />
  const coming = rows.some(({ id, state }) => state.phase === 'open' && !listings.has(id))
  if (coming && listed.length === 0) return <WallSkeleton />
  return (
    <>
      <LostBanners connections={connections} />
      <MachineWall label="Screens" connections={connections} listed={listed} named />
    </>
  )
}
