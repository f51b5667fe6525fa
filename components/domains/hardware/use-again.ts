'use client'

import { useEffect, useEffectEvent } from 'react'
import { useDomain } from '@/components/data/use-domains.ts'
import { useLive } from '@/components/data/use-live.ts'

/**
 * Asks again for what is read of a machine beside the live path, whenever that may have become another: its row is
 * another, the host told something of it, or somebody's task on it has ended (not every change shows in the row).
 */
export function useAgain(connection: string, uuid: string, ask: () => void): void {
  const domain = useDomain(connection, uuid)
  const ended = useLive(({ tasks }) => {
    let last = 0
    for (const task of tasks.values()) {
      if (task.domain === uuid && task.connection === connection) {
        last = Math.max(last, task.endedAt ?? 0)
      }
    }
    return last
  })
  const told = useLive(
    ({ events }) => events.get(connection)?.findLast((event) => event.uuid === uuid)?.id ?? 0,
  )
  const again = useEffectEvent(ask)
  // biome-ignore lint/correctness/useExhaustiveDependencies: these are when to ask
  useEffect(() => again(), [domain, told, ended])
}
