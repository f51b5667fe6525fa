import { Failure } from '../../../lib/failure.ts'
import { type Message, TypedMessages } from '../typed-messages.ts'

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

/** QEMU's own: an extended key, or a word about sound. */
const qemuSize = (head: Buffer): number => {
  if (head.readUInt8(1) === 0) return 12
  return head.readUInt16BE(2) === 2 ? 10 : 4
}
const from = (head: Buffer, length: number, size: () => number) =>
  head.length < length ? null : size()

/** FramebufferUpdateRequest. */
const request = 3

function begins(head: Buffer): Message | null {
  const type = head.readUInt8(0)
  const size = sizes[type]?.(head)
  if (size === undefined) {
    throw new Failure('request.invalid', `The page sent a VNC message of type ${type}.`)
  }
  if (size === null) return null
  return { size, acts: acting.has(type) || (type === 255 && head.readUInt8(1) === 0) }
}

/**
 * What a browser says to a VNC display; the first byte of all says whether the display is shared. `asked` hears of each
 * wish for an update.
 */
export class Typed extends TypedMessages {
  constructor(mayType: () => boolean, asked: () => void = () => {}) {
    super({
      begins: (head) => {
        // all of it is known by its first byte, so that this is once
        if (head.readUInt8(0) === request) asked()
        return begins(head)
      },
      before: 1,
      mayType,
    })
  }
}
