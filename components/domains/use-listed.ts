'use client'

import { useMemo } from 'react'
import type { Listed, ListedConnection } from '@/lib/client/list/listed.ts'
import { listedKey } from '@/lib/client/list/listed.ts'
import { listedConnection } from '@/lib/client/list/place.ts'
import type { ConnectionRow, DomainRow } from '@/lib/contract/live.ts'

/** Connections as lists need them; each is made anew only when its row is. */
export const useListedConnections = (rows: readonly ConnectionRow[]): readonly ListedConnection[] =>
  useMemo(() => rows.map(listedConnection), [rows])

/** Every machine of these connections, as far as their listings have come. */
export const useListed = (
  connections: readonly ListedConnection[],
  domainsOf: (connection: string) => ReadonlyMap<string, DomainRow> | null | undefined,
): readonly Listed[] =>
  useMemo(
    () =>
      connections.flatMap((connection): Listed[] => {
        const domains = domainsOf(connection.row.id)
        return [...(domains?.values() ?? [])].map((domain) => ({
          key: listedKey(connection.row.id, domain.uuid),
          connection,
          domain,
        }))
      }),
    [connections, domainsOf],
  )
