import type { TextStream } from '../drivers/driver.ts'
import { TextHub } from './text-hub.ts'

interface Shared {
  hub: Promise<TextHub>
  viewers: number
  /** Aborted when nobody looks any more. */
  lasting: AbortController
}

type OpenStream = (lasting: AbortSignal) => Promise<TextStream>

/** One stream a text console, opened by the first who looks and closed after the last. */
export class TextHubs {
  readonly #hubs = new Map<string, Shared>()

  /**
   * The hub of a console, opened unless it is, and how to let go of it. Throws what opening came to.
   */
  async share(key: string, open: OpenStream): Promise<{ hub: TextHub; release: () => void }> {
    const shared = this.#hubs.get(key) ?? this.#begin(key, open)
    shared.viewers += 1
    let held = true
    const release = () => {
      if (!held) return
      held = false
      shared.viewers -= 1
      if (shared.viewers === 0) this.#drop(key, shared)
    }
    try {
      return { hub: await shared.hub, release }
    } catch (cause) {
      release()
      throw cause
    }
  }

  #begin(key: string, open: OpenStream): Shared {
    const lasting = new AbortController()
    const hub = open(lasting.signal).then((stream) => new TextHub(stream))
    const shared: Shared = { hub, viewers: 0, lasting }
    this.#hubs.set(key, shared)
    // what has ended is opened anew by whoever comes next
    hub.then(
      ({ ended }) => ended.then(() => this.#forget(key, shared)),
      () => this.#forget(key, shared),
    )
    return shared
  }

  #drop(key: string, shared: Shared): void {
    this.#forget(key, shared)
    shared.lasting.abort()
    shared.hub.then(
      (hub) => hub.close(),
      () => undefined,
    )
  }

  #forget(key: string, shared: Shared): void {
    if (this.#hubs.get(key) === shared) this.#hubs.delete(key)
  }
}
