'use client'

import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import {
  appendMoment,
  domainSeries,
  emptySeries,
  joinSeries,
  nodeSeries,
  type Series,
} from '@/lib/client/load-series.ts'
import { loadAt, measures, type Tick } from '@/lib/client/loads.ts'
import { useAnswers, useServices } from './services.ts'

/** What has come live since the component is there, as long as a graph reaches back. */
function useLiveSeries(
  connection: string,
  count: number,
  momentOf: (tick: Tick) => (number | null)[],
): Series {
  const { live } = useServices()
  const [series, setSeries] = useState<Series>(() => emptySeries(count))
  useEffect(() => {
    let seen: readonly Tick[] | undefined
    const take = () => {
      const ticks = live.state().loads.get(connection)
      if (ticks === undefined || ticks === seen) return
      seen = ticks
      setSeries((before) =>
        ticks.reduce((sum, tick) => appendMoment(sum, tick.at, momentOf(tick)), before),
      )
    }
    take()
    return live.subscribe(take)
  }, [live, connection, momentOf])
  return series
}

/** Ten minutes of a domain's loads, by measure: what the server kept, then what comes. null until the first part is there. */
export function useDomainSeries(connection: string, domain: string): Series | null {
  const kept = useQuery(
    useAnswers().domains.stats.queryOptions({ input: { connection, domain }, gcTime: 0 }),
  )
  const momentOf = useMemo(
    () => (tick: Tick) => measures.map((measure) => loadAt(tick, domain, measure)),
    [domain],
  )
  const live = useLiveSeries(connection, measures.length, momentOf)
  return useJoined(kept, domainSeries, live)
}

const nodeMomentOf = ({ node }: Tick) => [node?.cpu ?? null, node?.memory ?? null]

/** Ten minutes of a node's CPU and memory. */
export function useNodeSeries(connection: string): Series | null {
  const kept = useQuery(
    useAnswers().connections.stats.queryOptions({ input: { connection }, gcTime: 0 }),
  )
  const live = useLiveSeries(connection, 2, nodeMomentOf)
  return useJoined(kept, nodeSeries, live)
}

/** Without the kept part (the host is away, the server is old) the live part alone is still right, only shorter. */
function useJoined<Kept>(
  { data, isError }: { data: Kept | undefined; isError: boolean },
  read: (kept: Kept) => Series,
  live: Series,
): Series | null {
  return useMemo(() => {
    if (data !== undefined) return joinSeries(read(data), live)
    return isError ? live : null
  }, [data, isError, read, live])
}
