'use client'

import { useMemo } from 'react'
import { type LoadMeasure, recentLoads, type Tick } from '@/lib/client/loads.ts'
import type { NodeLoad } from '@/lib/contract/live.ts'
import { useLive } from './use-live.ts'

const none: readonly Tick[] = []

/** The kept ticks of a connection, oldest first. */
const useTicks = (connection: string): readonly Tick[] =>
  useLive(({ loads }) => loads.get(connection) ?? none)

/** The last figures of a domain for a sparkline, oldest first; `also` is added to `measure` (reading and writing). */
export function useRecent(
  connection: string,
  uuid: string,
  measure: LoadMeasure,
  also: LoadMeasure | null = null,
): readonly (number | null)[] {
  const ticks = useTicks(connection)
  return useMemo(
    () => recentLoads(ticks, uuid, measure, ...(also === null ? [] : [also])),
    [ticks, uuid, measure, also],
  )
}

/** The newest load of a connection's node. */
export const useNodeLoad = (connection: string): NodeLoad | null =>
  useLive(({ loads }) => loads.get(connection)?.at(-1)?.node ?? null)
