'use client'

import { useEffect, useMemo } from 'react'
import type { Listing } from '@/lib/client/live-state.ts'
import type { DomainRow } from '@/lib/contract/live.ts'
import { useServices } from './services.ts'
import { useLive } from './use-live.ts'

/** Keeps these connections watched while the component is there. */
function useWatch(connections: readonly string[]): void {
  const { live } = useServices()
  const ids = connections.join(' ')
  useEffect(() => {
    const ends = ids.split(' ').map((id) => (id === '' ? null : live.watch(id)))
    return () => {
      for (const end of ends) end?.()
    }
  }, [live, ids])
}

/** All domains of a connection, by uuid; null until its listing has come. */
export function useDomains(connection: string): ReadonlyMap<string, DomainRow> | null {
  useWatch([connection])
  return useLive(({ listings }) => listings.get(connection)?.domains ?? null)
}

/** One domain: undefined until its connection's listing has come, null when it is not in it. */
export function useDomain(connection: string, uuid: string): DomainRow | null | undefined {
  useWatch([connection])
  return useLive(({ listings }) => {
    const listing = listings.get(connection)
    return listing === undefined ? undefined : (listing.domains.get(uuid) ?? null)
  })
}

/** The listings of all connections, by connection; those that have not come yet are not in it. */
export function useAllDomains(): ReadonlyMap<string, Listing> {
  const connections = useLive((state) => state.connections)
  useWatch(useMemo(() => [...(connections?.keys() ?? [])], [connections]))
  return useLive((state) => state.listings)
}
