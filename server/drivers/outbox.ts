import type { Domain } from '../../lib/libvirt/domain.ts'
import type { HostEvent } from '../../lib/libvirt/events.ts'
import type { DriverEvent } from './driver.ts'

/** Happenings that wait; more than this are dropped, for they only feed a log. */
const mostHappened = 2_000

/**
 * What waits for the one reader of a driver's `watch`, in order. Bounded without losing truth: of each
 * domain only the newest row or removal waits, and it takes its place at the end.
 */
export class Outbox {
  /** By uuid, or by number what happened; a Map keeps the order of insertion. */
  #waiting = new Map<string | number, DriverEvent>()
  #happened = 0
  #ended: boolean = false
  #failure: unknown = null
  #wake: () => void = () => {}

  listing(domains: Domain[]): void {
    this.#put('listing', { type: 'listing', domains })
  }

  changed(domain: Domain): void {
    this.#put(domain.uuid, { type: 'changed', domain })
  }

  removed(uuid: string): void {
    this.#put(uuid, { type: 'removed', uuid })
  }

  happened(event: HostEvent): void {
    if (this.#happened === mostHappened) return
    this.#put(this.#happened++, { type: 'happened', event })
  }

  /** What waits is still read; after it comes nothing, or `failure` is thrown. */
  end(failure: unknown = null): void {
    if (this.#ended) return
    this.#ended = true
    this.#failure = failure
    this.#wake()
  }

  async *read(): AsyncGenerator<DriverEvent, void, undefined> {
    for (;;) {
      const batch = this.#waiting
      this.#waiting = new Map()
      this.#happened = 0
      yield* batch.values()
      if (this.#waiting.size > 0) continue
      if (this.#failure !== null) throw this.#failure
      if (this.#ended) return
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }

  #put(key: string | number, event: DriverEvent): void {
    if (this.#ended) return
    this.#waiting.delete(key)
    this.#waiting.set(key, event)
    this.#wake()
  }
}
