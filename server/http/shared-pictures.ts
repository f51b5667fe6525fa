import type { Clock } from '../../lib/clock.ts'
import { Failure } from '../../lib/failure.ts'
import type { Bytes, Milliseconds } from '../../lib/units.ts'

const atOnce = 8
/** As long as nobody would tell it from a new one, and no longer. */
const keptFor: Milliseconds = 1_000
const mostKept: Bytes = 32 * 1024 * 1024

type TakePicture = (signal: AbortSignal) => Promise<Uint8Array>

interface Taking {
  picture: Promise<Uint8Array>
  waiting: number
  stop: AbortController
}

/**
 * Pictures that are taken once for all who ask at about the same time. A picture costs its host a drawn screen and a
 * line; it is called off when the last who waits for it has gone.
 */
export class SharedPictures {
  readonly #clock: Pick<Clock, 'now'>
  readonly #taking = new Map<string, Taking>()
  /** Oldest first. */
  readonly #kept = new Map<string, { at: Milliseconds; picture: Uint8Array }>()
  #size: Bytes = 0
  #running = 0

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock
  }

  /** The picture that `key` names. Who asks must be let see it beforehand. Throws server.busy, and what `take` throws. */
  async take(key: string, signal: AbortSignal, take: TakePicture): Promise<Uint8Array> {
    this.#forget(this.#clock.now() - keptFor)
    const kept = this.#kept.get(key)
    if (kept !== undefined) return kept.picture
    const taking = this.#taking.get(key) ?? this.#begin(key, take)
    const leave = () => {
      taking.waiting -= 1
      if (taking.waiting > 0) return
      taking.stop.abort()
      this.#end(key, taking)
    }
    taking.waiting += 1
    if (signal.aborted) leave()
    else signal.addEventListener('abort', leave, { once: true })
    try {
      return await taking.picture
    } finally {
      signal.removeEventListener('abort', leave)
    }
  }

  #begin(key: string, take: TakePicture): Taking {
    if (this.#running >= atOnce) throw new Failure('server.busy')
    const stop = new AbortController()
    this.#running += 1
    const picture = take(stop.signal).finally(() => {
      this.#running -= 1
      this.#end(key, taking)
    })
    const taking: Taking = { picture, waiting: 0, stop }
    this.#taking.set(key, taking)
    picture.then(
      (bytes) => this.#keep(key, bytes),
      () => undefined, // told to everybody who waits
    )
    return taking
  }

  #end(key: string, taking: Taking): void {
    if (this.#taking.get(key) === taking) this.#taking.delete(key)
  }

  #keep(key: string, picture: Uint8Array): void {
    this.#drop(key)
    this.#kept.set(key, { at: this.#clock.now(), picture })
    this.#size += picture.length
    for (const oldest of this.#kept.keys()) {
      if (this.#size <= mostKept) return
      this.#drop(oldest)
    }
  }

  /** Drops what was taken at `before` or earlier. */
  #forget(before: Milliseconds): void {
    for (const [key, { at }] of this.#kept) {
      if (at > before) return
      this.#drop(key)
    }
  }

  #drop(key: string): void {
    this.#size -= this.#kept.get(key)?.picture.length ?? 0
    this.#kept.delete(key)
  }
}
