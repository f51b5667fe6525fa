import { connect, type NetConnectOpts, type OnReadOpts, type Socket } from 'node:net'
import type { Bytes } from '../../lib/units.ts'
import { lend } from '../lent-bytes.ts'

/** As much as a unix socket holds: what a display sends at once is read at once. */
const size: Bytes = 256 * 1024
/** Less is copied instead, so that no buffer waits for less than a quarter of itself. */
const least: Bytes = size / 4

/** A socket on its way. */
export type Connect = (options: NetConnectOpts) => Socket

/**
 * As connect() of node:net, for a socket of which much is read: it is read into buffers that are used again when what
 * was in them is spent (lent-bytes.ts). A new one for each piece of a picture costs more than all else on its way.
 */
export const connectReadingAgain: Connect = (options) => {
  const socket: Socket = connect({ ...options, onread: reading((bytes) => socket.push(bytes)) })
  return socket
}

/** `push` answers whether more may come. */
export function reading(push: (bytes: Buffer) => boolean): OnReadOpts & { buffer: () => Buffer } {
  const free: Buffer<ArrayBuffer>[] = []
  let next = Buffer.allocUnsafeSlow(size)
  return {
    buffer: () => next,
    callback: (count) => {
      if (count < least) return push(Buffer.from(next.subarray(0, count)))
      const used = next
      next = free.pop() ?? Buffer.allocUnsafeSlow(size)
      return push(lend(used, count, () => free.push(used)))
    },
  }
}
