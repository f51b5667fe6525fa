import type { DomainLoad, NodeLoad } from '../contract/live.ts'
import type { Milliseconds } from '../units.ts'

/** What is measured of a domain, in the order in which it travels. */
export const measures = ['cpu', 'memory', 'diskRead', 'diskWrite', 'netIn', 'netOut'] as const
export type LoadMeasure = (typeof measures)[number]

/**
 * The loads of one tick, in columns: 32 of these for 10,000 domains are 8 MB, where as many tuples would be 50.
 * `place` is shared with the tick before while the same domains report, as they nearly always do.
 */
export interface Tick {
  at: Milliseconds
  node: NodeLoad | null
  place: ReadonlyMap<string, number>
  /** `measures.length` figures a domain; NaN where nothing was measured. */
  figures: Float32Array
}

/** How many ticks are kept: what a sparkline shows. */
export const keptTicks = 32

const samePlaces = (place: ReadonlyMap<string, number>, loads: readonly DomainLoad[]): boolean =>
  place.size === loads.length && loads.every(([uuid], index) => place.get(uuid) === index)

export interface LoadSample {
  at: Milliseconds
  node: NodeLoad | null
  domains: readonly DomainLoad[]
}

/** The ticks with one more, and without the oldest when there are enough. One that is not newer than the last is ignored. */
export function addTick(ticks: readonly Tick[], sample: LoadSample): readonly Tick[] {
  const last = ticks.at(-1)
  if (last !== undefined && sample.at <= last.at) return ticks
  const { domains, at, node } = sample
  const place =
    last !== undefined && samePlaces(last.place, domains)
      ? last.place
      : new Map(domains.map(([uuid], index) => [uuid, index]))
  const figures = new Float32Array(domains.length * measures.length)
  domains.forEach(([, ...values], index) => {
    values.forEach((value, column) => {
      figures[index * measures.length + column] = value ?? Number.NaN
    })
  })
  return [...ticks.slice(1 - keptTicks), { at, node, place, figures }]
}

/** One figure of one domain, null where it was not measured. */
export function loadAt(tick: Tick | undefined, uuid: string, measure: LoadMeasure): number | null {
  const index = tick?.place.get(uuid)
  if (tick === undefined || index === undefined) return null
  const figure = tick.figures[index * measures.length + measures.indexOf(measure)]
  return figure === undefined || Number.isNaN(figure) ? null : figure
}

/** The kept figures of a domain, oldest first; several measures are added up (disk: reading and writing). */
export const recentLoads = (
  ticks: readonly Tick[],
  uuid: string,
  ...added: readonly LoadMeasure[]
): (number | null)[] =>
  ticks.map((tick) =>
    added.reduce<number | null>((sum, measure) => {
      const figure = loadAt(tick, uuid, measure)
      return figure === null ? sum : (sum ?? 0) + figure
    }, null),
  )
