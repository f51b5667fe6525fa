import type { DomainHistory, NodeHistory } from '../contract/http.ts'
import type { Milliseconds } from '../units.ts'

type Value = number | null

/** Columns of equal length, as uPlot wants them: times in ms, then one array a measure. */
export interface Series {
  at: number[]
  values: Value[][]
}

export const emptySeries = (measures: number): Series => ({
  at: [],
  values: Array.from({ length: measures }, () => []),
})

/** How far back graphs reach. */
export const graphSpan: Milliseconds = 600_000

/**
 * The series with one more moment, and without what is older than `span` before it. A moment that is not
 * newer than the last is dropped: history and the live path overlap when a page opens.
 */
export function appendMoment(
  series: Series,
  at: Milliseconds,
  values: readonly Value[],
  span: Milliseconds = graphSpan,
): Series {
  const last = series.at.at(-1)
  if (last !== undefined && at <= last) return series
  const first = series.at.findIndex((time) => time >= at - span)
  const from = first === -1 ? series.at.length : first
  return {
    at: [...series.at.slice(from), at],
    values: series.values.map((column, index) => [...column.slice(from), values[index] ?? null]),
  }
}

/** What was kept before the page opened, then what came live meanwhile. */
export function joinSeries(history: Series, live: Series): Series {
  const last = history.at.at(-1)
  if (last === undefined) return live
  const found = live.at.findIndex((time) => time > last)
  const from = found === -1 ? live.at.length : found
  return {
    at: [...history.at, ...live.at.slice(from)],
    values: history.values.map((column, index) => [
      ...column,
      ...(live.values[index]?.slice(from) ?? []),
    ]),
  }
}

/** cpu, memory, disk read, disk write, network in, network out. */
export const domainSeries = (history: DomainHistory): Series => ({
  at: history.at,
  values: [
    history.cpu,
    history.memory,
    history.diskRead,
    history.diskWrite,
    history.netIn,
    history.netOut,
  ],
})

/** cpu, memory. */
export const nodeSeries = (history: NodeHistory): Series => ({
  at: history.at,
  values: [history.cpu, history.memory],
})

/** Where the line must break: nothing was measured for longer than three ticks, so a null goes between. */
export function withGaps(series: Series, tick: Milliseconds): Series {
  const at: number[] = []
  const values: Value[][] = series.values.map(() => [])
  series.at.forEach((time, index) => {
    const before = series.at[index - 1]
    if (before !== undefined && time - before > 3 * tick) {
      at.push(before + tick)
      for (const column of values) column.push(null)
    }
    at.push(time)
    values.forEach((column, measure) => {
      column.push(series.values[measure]?.[index] ?? null)
    })
  })
  return { at, values }
}
