import { Transform, type TransformCallback } from 'node:stream'
import { Failure } from '../../../lib/failure.ts'
import type { SpiceLink } from './link.ts'

/** SPICE_CHANNEL_MAIN and SPICE_CHANNEL_INPUTS (spice/enums.h). */
const main = 1
const inputs = 3
/** SPICE_MSGC_MAIN_AGENT_DATA: the clipboard, and files that are dropped. */
const agentData = 107
/** The first message of a channel's own; those before it are of every channel's housekeeping. */
const firstOwn = 101
const longestMessage = 1024 * 1024

/** What a browser says on one SPICE channel, message by message: what acts on the guest passes only while it may. */
export class SpiceTyped extends Transform {
  readonly #link: SpiceLink
  readonly #mayType: () => boolean
  #head: Buffer = Buffer.alloc(0)
  #left = 0
  #passes: boolean = true

  constructor(link: SpiceLink, mayType: () => boolean) {
    super()
    this.#link = link
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

  #begin(bytes: Buffer): Buffer {
    const all = this.#head.length === 0 ? bytes : Buffer.concat([this.#head, bytes])
    const length = this.#link.mini ? 6 : 18
    if (all.length < length) {
      this.#head = Buffer.from(all)
      return bytes.subarray(bytes.length)
    }
    this.#head = Buffer.alloc(0)
    const [type, size] = this.#link.mini
      ? [all.readUInt16LE(0), all.readUInt32LE(2)]
      : [all.readUInt16LE(8), all.readUInt32LE(10)]
    if (size > longestMessage) throw new Failure('request.too-large')
    this.#passes = this.#mayType() || !this.#acts(type)
    this.#left = length + size
    return all
  }

  #acts(type: number): boolean {
    const { channel } = this.#link
    return (channel === inputs && type >= firstOwn) || (channel === main && type === agentData)
  }
}
