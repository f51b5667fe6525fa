'use client'

import { useMemo } from 'react'
import { byConnectionName } from '@/lib/client/connection-name.ts'
import type { ConnectionRow } from '@/lib/contract/live.ts'
import { useLive } from './use-live.ts'

/** All connections this person may see, by name; null until the server has told. */
export function useConnections(): readonly ConnectionRow[] | null {
  const connections = useLive((state) => state.connections)
  return useMemo(
    () => connections && [...connections.values()].sort(byConnectionName),
    [connections],
  )
}

/** One of them: undefined while nothing is known yet, null when there is none of this id. */
export const useConnection = (id: string): ConnectionRow | null | undefined =>
  useLive(({ connections }) => (connections === null ? undefined : (connections.get(id) ?? null)))
