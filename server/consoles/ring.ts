import type { Bytes } from '../../lib/units.ts'

/** The newest bytes of a stream that never ends. Places are counted from the stream's beginning. */
export class Ring {
  readonly #bytes: Buffer
  #end = 0

  constructor(size: Bytes) {
    this.#bytes = Buffer.alloc(size)
  }

  /** The first place that is still there. */
  get start(): number {
    return Math.max(0, this.#end - this.#bytes.length)
  }

  get end(): number {
    return this.#end
  }

  append(bytes: Uint8Array): void {
    const size = this.#bytes.length
    const kept = bytes.subarray(Math.max(0, bytes.length - size))
    const at = (this.#end + bytes.length - kept.length) % size
    const first = kept.subarray(0, size - at)
    this.#bytes.set(first, at)
    this.#bytes.set(kept.subarray(first.length), 0)
    this.#end += bytes.length
  }

  /** A copy of at most `most` bytes from a place that is still there. */
  read(from: number, most: Bytes): Buffer {
    const size = this.#bytes.length
    const length = Math.min(most, this.#end - from)
    const at = from % size
    const first = this.#bytes.subarray(at, Math.min(size, at + length))
    return Buffer.concat([first, this.#bytes.subarray(0, length - first.length)], length)
  }
}
