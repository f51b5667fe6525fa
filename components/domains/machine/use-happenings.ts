'use client'

import { useMemo } from 'react'
import { happeningsOf } from '@/lib/client/lately.ts'
import { useEvents } from '@/components/data/use-events.ts'
import { useTasks } from '@/components/data/use-tasks.ts'

/** A machine's events and tasks together, newest first, and the query that brings the older events. */
export function useHappenings(connection: string, uuid: string) {
  const { rows, kept } = useEvents(connection)
  const tasks = useTasks()
  const happenings = useMemo(
    () => happeningsOf(connection, uuid, rows, tasks),
    [connection, uuid, rows, tasks],
  )
  return { happenings, kept }
}
