import type { HostEventRow } from '../../lib/contract/live.ts'
import type { HostEvent } from '../../lib/libvirt/events.ts'
import type { Milliseconds } from '../../lib/units.ts'
import { boundedEvent } from './bounded.ts'

/** The newest lines of one connection's log, and those among them that have not been told yet. */
export class EventLog {
  readonly #kept: number
  #rows: HostEventRow[] = []
  #fresh: HostEventRow[] = []
  #id = 0

  constructor(kept = 500) {
    this.#kept = kept
  }

  add(event: HostEvent, at: Milliseconds): void {
    this.#id += 1
    const row = { ...boundedEvent(event), id: this.#id, at }
    this.#rows = this.#newest(this.#rows, row)
    this.#fresh = this.#newest(this.#fresh, row)
  }

  /** Oldest first. */
  rows(): HostEventRow[] {
    return this.#rows.slice(-this.#kept)
  }

  /** What came since this was last asked, oldest first. */
  takeFresh(): HostEventRow[] {
    const fresh = this.#fresh.slice(-this.#kept)
    this.#fresh = []
    return fresh
  }

  /** Cut to size only now and then: moving all rows for each new one would be waste in a storm. */
  #newest(rows: HostEventRow[], row: HostEventRow): HostEventRow[] {
    rows.push(row)
    return rows.length > 2 * this.#kept ? rows.slice(-this.#kept) : rows
  }
}
