import type { DomainHistory, NodeHistory } from '../../lib/contract/http.ts'
import type { Milliseconds } from '../../lib/units.ts'
import type { Loads } from './rates.ts'
import { Track } from './track.ts'

/** Ten minutes of a tick every two seconds, and a little more. */
const ticksKept = 320
/** A list's sparklines show this many points. */
const ticksRecent = 30

/** The short history of every connection's loads, in memory, so that a graph is full when its page opens. */
export class StatsHistory {
  readonly #tracks = new Map<string, Track>()

  add(connection: string, loads: Loads): void {
    this.#trackOf(connection).add(loads)
  }

  /** Nothing is measured from `at` on: graphs show a hole there, not a line across. */
  gap(connection: string, at: Milliseconds): void {
    this.#tracks.get(connection)?.add({ at, node: null, domains: [] })
  }

  forget(connection: string): void {
    this.#tracks.delete(connection)
  }

  forgetDomain(connection: string, uuid: string): void {
    this.#tracks.get(connection)?.forgetDomain(uuid)
  }

  /** Columns of equal length, oldest first; empty when nothing was measured. */
  domain(connection: string, uuid: string): DomainHistory {
    return (this.#tracks.get(connection) ?? nothing).domain(uuid)
  }

  node(connection: string): NodeHistory {
    return (this.#tracks.get(connection) ?? nothing).node()
  }

  /** What was told of all domains in the last minute, oldest first. */
  recent(connection: string): Loads[] {
    return (this.#tracks.get(connection) ?? nothing).recent(ticksRecent)
  }

  #trackOf(connection: string): Track {
    const known = this.#tracks.get(connection)
    if (known !== undefined) return known
    const track = new Track(ticksKept)
    this.#tracks.set(connection, track)
    return track
  }
}

const nothing = new Track(0)
