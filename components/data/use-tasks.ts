'use client'

import { useMemo } from 'react'
import type { TaskRow } from '@/lib/contract/live.ts'
import { useLive } from './use-live.ts'

/** Every task this person may see, the newest first, at most 200. */
export function useTasks(): readonly TaskRow[] {
  const tasks = useLive((state) => state.tasks)
  return useMemo(() => [...tasks.values()].sort((a, b) => b.at - a.at), [tasks])
}

/** How many are under way. */
export const useRunningTasks = (): number =>
  useLive(({ tasks }) => {
    let running = 0
    for (const { state } of tasks.values()) if (state === 'running') running += 1
    return running
  })
