import { Transform, type TransformCallback } from 'node:stream'
import { Failure } from '../../lib/failure.ts'

/** A message of a page as its head tells it. */
export interface Message {
  /** Bytes, its head included. */
  size: number
  /** Somebody acts on the guest by it. */
  acts: boolean
}

/** A pasted text of a megabyte is a mistake. */
const longestMessage = 1024 * 1024

export interface TypedOptions {
  /** Told the beginning of a message; null: more of its head is needed. Throws Failure for one that nobody knows. */
  begins: (head: Buffer) => Message | null
  /** Bytes before the first message. */
  before?: number
  mayType: () => boolean
}

/** What a browser says to a display, message by message: what acts on the guest passes only while it may. */
export class TypedMessages extends Transform {
  readonly #begins: TypedOptions['begins']
  readonly #mayType: TypedOptions['mayType']
  #head: Buffer = Buffer.alloc(0)
  /** Of the message under way. */
  #left: number
  #passes: boolean = true

  constructor({ begins, before = 0, mayType }: TypedOptions) {
    super()
    this.#begins = begins
    this.#left = before
    this.#mayType = mayType
  }

  override _transform(bytes: Buffer, _: BufferEncoding, done: TransformCallback): void {
    try {
      let rest = bytes
      while (rest.length > 0) rest = this.#left > 0 ? this.#carry(rest) : this.#begin(rest)
      done()
    } catch (cause) {
      done(cause as Error)
    }
  }

  #carry(bytes: Buffer): Buffer {
    const part = bytes.subarray(0, this.#left)
    this.#left -= part.length
    if (this.#passes) this.push(part)
    return bytes.subarray(part.length)
  }

  /** Takes as much as it needs to know what begins here; what it took is then carried first. */
  #begin(bytes: Buffer): Buffer {
    const all = this.#head.length === 0 ? bytes : Buffer.concat([this.#head, bytes])
    const message = this.#begins(all)
    if (message === null) {
      this.#head = Buffer.from(all)
      return bytes.subarray(bytes.length)
    }
    if (message.size > longestMessage) throw new Failure('request.too-large')
    this.#head = Buffer.alloc(0)
    this.#left = message.size
    this.#passes = !message.acts || this.#mayType()
    return all
  }
}
