import type { Clock } from '../../lib/clock.ts'
import type { ServerMessage } from '../../lib/contract/live.ts'
import { asFailure, type FailureCode } from '../../lib/failure.ts'
import type { Milliseconds } from '../../lib/units.ts'
import type { Change } from '../connections/connection.ts'
import type { Connections } from '../connections/connections.ts'
import { Listeners } from '../connections/listeners.ts'
import type { Sample, StatsOps } from '../drivers/driver.ts'
import type { Log } from '../log.ts'
import type { StatsHistory } from './history.ts'
import { type Loads, loadsBetween } from './rates.ts'

const interval: Milliseconds = 2_000
const longestInterval: Milliseconds = 60_000
/** Measuring may keep a host busy for this part of the time. */
const partForTicks = 0.1

export type StatsMessage = Extract<ServerMessage, { type: 'stats' }>

export interface StatsDeps {
  connections: Pick<Connections, 'rows' | 'driver' | 'subscribe'>
  history: StatsHistory
  clock: Clock
  log: Log
}

/** When the next tick begins after one that took `took`: slower hosts are asked less often. */
export const nextTick = (took: Milliseconds): Milliseconds =>
  Math.min(Math.max(interval, took / partForTicks), longestInterval)

/** Measures every open connection again and again, keeps the history, and tells each measurement. */
export class Stats {
  readonly #deps: StatsDeps
  readonly #loops = new Map<string, AbortController>()
  readonly #listeners: Listeners<StatsMessage>
  readonly #unsubscribe: () => void

  constructor(deps: StatsDeps) {
    this.#deps = deps
    this.#listeners = new Listeners(deps.log)
    this.#unsubscribe = deps.connections.subscribe((change) => this.#heard(change))
    for (const row of deps.connections.rows()) this.#heard({ type: 'connection', row })
  }

  /** Tells of every measurement from now on; returns what ends it. */
  subscribe(listener: (message: StatsMessage) => void): () => void {
    return this.#listeners.add(listener)
  }

  stop(): void {
    this.#unsubscribe()
    for (const connection of [...this.#loops.keys()]) this.#end(connection)
  }

  #heard(change: Change): void {
    if (change.type === 'connection') {
      if (change.row.state.phase === 'open') this.#begin(change.row.id)
      else this.#end(change.row.id)
    } else if (change.type === 'changed') {
      for (const uuid of change.removed) this.#deps.history.forgetDomain(change.connection, uuid)
    } else if (change.type === 'forgotten') {
      this.#end(change.connection)
      this.#deps.history.forget(change.connection)
    }
  }

  #begin(connection: string): void {
    if (this.#loops.has(connection)) return
    const { stats } = this.#deps.connections.driver(connection)
    const loop = new AbortController()
    this.#loops.set(connection, loop)
    if (stats !== null) void this.#loop(connection, stats, loop.signal)
  }

  #end(connection: string): void {
    const loop = this.#loops.get(connection)
    if (loop === undefined) return
    this.#loops.delete(connection)
    loop.abort()
    this.#deps.history.gap(connection, this.#deps.clock.now())
  }

  /** A tick that fails is a hole in the graphs; the link itself is watched elsewhere. */
  async #loop(connection: string, stats: StatsOps, signal: AbortSignal): Promise<void> {
    const { clock } = this.#deps
    let before: Sample | null = null
    let failing: FailureCode | null = null
    while (!signal.aborted) {
      const began = clock.now()
      try {
        const sample: Sample = await stats.sample(signal)
        if (signal.aborted) return
        this.#tell(connection, loadsBetween(before, sample))
        before = sample
        failing = null
      } catch (cause) {
        const { code } = asFailure(cause)
        if (!signal.aborted && code !== failing) {
          this.#deps.log.warn({ connection, code, err: cause }, 'no sample')
        }
        failing = code
      }
      const took = clock.now() - began
      await clock.sleep(nextTick(took) - took, signal)
    }
  }

  #tell(connection: string, loads: Loads): void {
    this.#deps.history.add(connection, loads)
    this.#listeners.tell({ type: 'stats', connection, ...loads })
  }
}
