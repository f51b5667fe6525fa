'use client'

import { useMemo } from 'react'
import { type LoadMeasure, newestLoad, recentLoads, type Tick } from '@/lib/client/loads.ts'
import type { DomainLoad, NodeLoad } from '@/lib/contract/live.ts'
import { useLive } from './use-live.ts'

const none: readonly Tick[] = []

/** The kept ticks of a connection, oldest first. Ask `newestLoad` and `recentLoads` of lib/client/loads.ts about them. */
export const useTicks = (connection: string): readonly Tick[] =>
  useLive(({ loads }) => loads.get(connection) ?? none)

/** The ticks of all connections: for a list that sorts by load. */
export const useAllTicks = (): ReadonlyMap<string, readonly Tick[]> => useLive(({ loads }) => loads)

/** The newest load of a domain; null when there is none. */
export function useLoad(connection: string, uuid: string): DomainLoad | null {
  const ticks = useTicks(connection)
  return useMemo(() => newestLoad(ticks, uuid), [ticks, uuid])
}

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
