'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { HostEventRow } from '@/lib/contract/live.ts'
import { useAnswers } from './services.ts'
import { useLive } from './use-live.ts'

const none: readonly HostEventRow[] = []

/** A connection's log, newest first: what the server kept, and what has come since. Its query says whether the first part is there. */
export function useEvents(connection: string) {
  const kept = useQuery(useAnswers().connections.events.queryOptions({ input: { connection } }))
  const live = useLive(({ events }) => events.get(connection) ?? none)
  const { data } = kept
  const rows = useMemo(() => {
    const byId = new Map([...(data ?? []), ...live].map((row) => [row.id, row]))
    return [...byId.values()].sort((a, b) => b.id - a.id)
  }, [data, live])
  return { rows, kept }
}
