import { asFailure, type Failure } from '../../lib/failure.ts'
import type { Bytes } from '../../lib/units.ts'
import type { TextStream } from '../drivers/driver.ts'
import { Ring } from './ring.ts'

/** What somebody who comes later still sees. */
const remembered: Bytes = 256 * 1024
/** Sent in one piece. */
const piece: Bytes = 64 * 1024

/** Takes bytes; resolves when it can take more. */
export interface TextViewer {
  write(bytes: Buffer): Promise<void>
}

/**
 * One text console, read once and shown to everybody who looks. Each viewer reads the memory of the newest bytes at
 * its own speed: one that is too slow misses some, and holds up nobody.
 */
export class TextHub {
  readonly #stream: TextStream
  readonly #ring = new Ring(remembered)
  readonly #wakes = new Set<() => void>()
  #over: boolean = false
  /** Resolves when the guest's side has ended: null in peace, else why. */
  readonly ended: Promise<Failure | null>

  constructor(stream: TextStream) {
    this.#stream = stream
    this.ended = this.#read()
  }

  /** Shows all that is remembered, then what comes, until `signal` aborts or the console ends. */
  async show(viewer: TextViewer, signal: AbortSignal): Promise<void> {
    let at = this.#ring.start
    const wake = this.#waking(signal)
    try {
      while (!signal.aborted) {
        at = Math.max(at, this.#ring.start)
        const bytes = this.#ring.read(at, piece)
        if (bytes.length > 0) {
          at += bytes.length
          await viewer.write(bytes)
        } else if (this.#over) return
        else await wake.next()
      }
    } finally {
      wake.end()
    }
  }

  /** What a viewer typed. Throws Failure when it is over. */
  write(bytes: Buffer): Promise<void> {
    return this.#stream.write(bytes)
  }

  /** Idempotent. */
  async close(): Promise<void> {
    await this.#stream.close()
  }

  async #read(): Promise<Failure | null> {
    try {
      for await (const bytes of this.#stream) {
        this.#ring.append(bytes)
        this.#wake()
      }
      return null
    } catch (cause) {
      return asFailure(cause)
    } finally {
      this.#over = true
      this.#wake()
    }
  }

  #wake(): void {
    for (const wake of this.#wakes) wake()
  }

  /** A wait that nothing which happens before it is lost on. */
  #waking(signal: AbortSignal) {
    let woken = false
    let resolve: (() => void) | null = null
    const wake = () => {
      woken = true
      resolve?.()
    }
    this.#wakes.add(wake)
    signal.addEventListener('abort', wake)
    return {
      next: async () => {
        if (!woken) await new Promise<void>((done) => (resolve = done))
        woken = false
      },
      end: () => {
        this.#wakes.delete(wake)
        signal.removeEventListener('abort', wake)
      },
    }
  }
}
