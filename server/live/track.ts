import type { DomainHistory, NodeHistory } from '../../lib/contract/http.ts'
import type { DomainLoad, NodeLoad } from '../../lib/contract/live.ts'
import type { Milliseconds } from '../../lib/units.ts'
import type { Loads } from './rates.ts'
import { Series } from './series.ts'

/** cpu, memory, diskRead, diskWrite, netIn, netOut: the order of a DomainLoad. */
const domainScales = [1e4, 1, 1, 1, 1, 1]
/** cpu, memory, memoryTotal. */
const nodeScales = [1e4, 1, 1]
/** As many as libvirt itself would list. */
const mostDomains = 20_000

/** The last minutes of one connection: a time a tick, a series for the node and for each domain that had a load. */
export class Track {
  readonly #kept: number
  readonly #times: Float64Array
  readonly #node: Series
  readonly #domains = new Map<string, Series>()
  #next = 0

  /** Keeps the newest `kept` ticks. */
  constructor(kept: number) {
    this.#kept = kept
    this.#times = new Float64Array(kept)
    this.#node = new Series(nodeScales, kept, 0)
  }

  add({ at, node, domains }: Loads): void {
    const tick = this.#next
    this.#next += 1
    this.#times[tick % this.#kept] = at
    if (node !== null) this.#node.put(tick, [node.cpu, node.memory, node.memoryTotal])
    for (const [uuid, ...point] of domains) this.#seriesOf(uuid, tick)?.put(tick, point)
    if (this.#next % this.#kept === 0) this.#dropSilent()
  }

  forgetDomain(uuid: string): void {
    this.#domains.delete(uuid)
  }

  node(): NodeHistory {
    const ticks = this.#ticks(this.#first)
    const column = (measure: number) => ticks.map((tick) => this.#node.at(measure, tick))
    return { at: ticks.map((tick) => this.#time(tick)), cpu: column(0), memory: column(1) }
  }

  /** From its first load on that is still kept, up to now. */
  domain(uuid: string): DomainHistory {
    const series = this.#domains.get(uuid)
    const ticks = series === undefined ? [] : this.#ticks(Math.max(series.first, this.#first))
    const column = (measure: number) => ticks.map((tick) => series?.at(measure, tick) ?? null)
    return {
      at: ticks.map((tick) => this.#time(tick)),
      cpu: column(0),
      memory: column(1),
      diskRead: column(2),
      diskWrite: column(3),
      netIn: column(4),
      netOut: column(5),
    }
  }

  /** The newest `count` ticks as they were told, oldest first. */
  recent(count: number): Loads[] {
    return this.#ticks(Math.max(this.#first, this.#next - count)).map((tick) => ({
      at: this.#time(tick),
      node: this.#nodeAt(tick),
      domains: [...this.#domains].flatMap(([uuid, series]) => {
        const load = domainAt(uuid, series, tick)
        return load === null ? [] : [load]
      }),
    }))
  }

  get #first(): number {
    return Math.max(0, this.#next - this.#kept)
  }

  #ticks(from: number): number[] {
    return Array.from({ length: this.#next - from }, (_, step) => from + step)
  }

  #time(tick: number): Milliseconds {
    return this.#times[tick % this.#kept] ?? 0
  }

  #nodeAt(tick: number): NodeLoad | null {
    const [cpu, memory, memoryTotal] = [0, 1, 2].map((measure) => this.#node.at(measure, tick))
    if (cpu === null && memory === null && memoryTotal === null) return null
    return { cpu: cpu ?? null, memory: memory ?? null, memoryTotal: memoryTotal ?? null }
  }

  #seriesOf(uuid: string, tick: number): Series | undefined {
    const known = this.#domains.get(uuid)
    if (known !== undefined || this.#domains.size >= mostDomains) return known
    const series = new Series(domainScales, this.#kept, tick)
    this.#domains.set(uuid, series)
    return series
  }

  /** A domain that had no load for all the time that is kept needs no room for it. */
  #dropSilent(): void {
    for (const [uuid, series] of this.#domains) {
      if (series.last < this.#first) this.#domains.delete(uuid)
    }
  }
}

/** null when the domain had no load at that tick. */
function domainAt(uuid: string, series: Series, tick: number): DomainLoad | null {
  const at = (measure: number) => series.at(measure, tick)
  const load: DomainLoad = [uuid, at(0), at(1), at(2), at(3), at(4), at(5)]
  return load.slice(1).every((value) => value === null) ? null : load
}
