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
/** Loads in one answer: a megabyte is what a page may ask for when it opens. */
const mostRecent = 10_000

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

  /** The newest ticks as they were told, oldest first: `count` of them, or fewer where there are many domains. */
  recent(count: number): Loads[] {
    const fair = Math.floor(mostRecent / Math.max(this.#domains.size, 1))
    const ticks = this.#ticks(
      Math.max(this.#first, this.#next - Math.min(count, Math.max(fair, 1))),
    )
    return ticks.map((tick) => ({
      at: this.#time(tick),
      node: nodeOf(this.#node.point(tick)),
      domains: [...this.#domains].flatMap(([uuid, series]) => loadOf(uuid, series.point(tick))),
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

const nodeOf = (point: (number | null)[] | null): NodeLoad | null => {
  if (point === null) return null
  const [cpu = null, memory = null, memoryTotal = null] = point
  return { cpu, memory, memoryTotal }
}

const loadOf = (uuid: string, point: (number | null)[] | null): DomainLoad[] => {
  if (point === null) return []
  const [cpu = null, memory = null, read = null, write = null, received = null, sent = null] = point
  return [[uuid, cpu, memory, read, write, received, sent]]
}
