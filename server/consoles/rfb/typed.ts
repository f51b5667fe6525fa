import { Transform, type TransformCallback } from 'node:stream'
import { Failure } from '../../../lib/failure.ts'

/**
 * A client's messages by their first byte: how long each is, from as much of its head as that takes, or null: more of
 * the head is needed (RFC 6143 §7.5 and the extensions that QEMU and noVNC speak, from the rfbproto registry).
 */
const sizes: Readonly<Record<number, (head: Buffer) => number | null>> = {
  0: () => 20, // SetPixelFormat
  2: (head) => from(head, 4, () => 4 + 4 * head.readUInt16BE(2)), // SetEncodings
  3: () => 10, // FramebufferUpdateRequest
  4: () => 8, // KeyEvent
  5: () => 6, // PointerEvent
  6: (head) => from(head, 8, () => 8 + Math.abs(head.readInt32BE(4))), // ClientCutText, extended when negative
  150: () => 10, // EnableContinuousUpdates
  248: (head) => from(head, 9, () => 9 + head.readUInt8(8)), // ClientFence
  250: () => 4, // xvp
  251: (head) => from(head, 8, () => 8 + 16 * head.readUInt8(6)), // SetDesktopSize
  255: (head) => from(head, 4, () => qemuSize(head)),
}
/** Those by which somebody acts on the guest: keys, pointer, clipboard, power, size. */
const acting: ReadonlySet<number> = new Set([4, 5, 6, 250, 251])
const longestHead = 9
/** A pasted text of a megabyte is a mistake. */
const longestMessage = 1024 * 1024

/** QEMU's own: an extended key, or a word about sound. */
const qemuSize = (head: Buffer): number => {
  if (head.readUInt8(1) === 0) return 12
  return head.readUInt16BE(2) === 2 ? 10 : 4
}
const from = (head: Buffer, length: number, size: () => number) =>
  head.length < length ? null : size()

/** What a browser says to a display, message by message: what acts on the guest passes only while it may. */
export class Typed extends Transform {
  readonly #mayType: () => boolean
  #head: Buffer = Buffer.alloc(0)
  /** Of the message under way; the first byte of all says whether the display is shared. */
  #left = 1
  #passes: boolean = true

  constructor(mayType: () => boolean) {
    super()
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
    const all = Buffer.concat([this.#head, bytes])
    const type = all.readUInt8(0)
    const size = sizes[type]?.(all)
    if (size === undefined) {
      throw new Failure('request.invalid', `The page sent a VNC message of type ${type}.`)
    }
    if (size === null) {
      this.#head = Buffer.from(all.subarray(0, longestHead))
      return bytes.subarray(bytes.length)
    }
    if (size > longestMessage) throw new Failure('request.too-large')
    const isKey = type === 255 && all.length > 1 && all.readUInt8(1) === 0
    this.#passes = this.#mayType() || !(acting.has(type) || isKey)
    this.#left = size
    this.#head = Buffer.alloc(0)
    return all
  }
}
