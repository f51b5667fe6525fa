import { graphSpan, type Series } from './load-series.ts'

/** The newest value of one measure; null when nothing was measured at the last moment. */
export const newestOf = ({ values }: Series, measure: number): number | null =>
  values[measure]?.at(-1) ?? null

/** What a graph shows, for who cannot see it: the value now, and between which it moved. */
export function describeSeries(
  name: string,
  series: Series,
  measure: number,
  format: (value: number) => string,
): string {
  const known = (series.values[measure] ?? []).filter((value) => value !== null)
  const minutes = Math.round(graphSpan / 60_000)
  if (known.length === 0) return `${name}: nothing was measured in the last ${minutes} minutes.`
  const least = known.reduce((low, value) => Math.min(low, value))
  const most = known.reduce((high, value) => Math.max(high, value))
  const now = newestOf(series, measure)
  const between = `between ${format(least)} and ${format(most)} in the last ${minutes} minutes`
  return `${name}: ${now === null ? 'not measured now' : `${format(now)} now`}, ${between}.`
}
