import { frameMax, ProtocolError, Reader } from './bytes.ts'

/** virNetMessageType (src/rpc/virnetprotocol.x): the index is the number on the wire. */
export const frameTypes = [
  'call',
  'reply',
  'message',
  'stream',
  'call-with-fds',
  'reply-with-fds',
  'stream-hole',
] as const
export type FrameType = (typeof frameTypes)[number]

export const frameStatuses = ['ok', 'error', 'continue'] as const
export type FrameStatus = (typeof frameStatuses)[number]

/** The length word and the six of the header. */
export const headerSize = 28
/** VIR_NET_MESSAGE_NUM_FDS_MAX. */
const descriptorsMax = 32
/** What a frame that arrives in pieces gets to begin with; it grows as bytes come, never before. */
const firstRoom = 64 * 1024
const excerptSize = 64

export interface FrameHeader {
  program: number
  procedure: number
  type: FrameType
  serial: number
  status: FrameStatus
}

export interface Frame extends FrameHeader {
  /** All of it, header included: a view of the chunk it came in, keeping that alive while it is held. */
  bytes: Buffer
  /** Where the payload begins. */
  start: number
}

export const payloadOf = (frame: Frame): Buffer => frame.bytes.subarray(frame.start)

/** Writes the 28 bytes before a payload of `payload` bytes. */
export function writeHeader(to: Buffer, header: FrameHeader, payload: number): void {
  to.writeUInt32BE(headerSize + payload, 0)
  to.writeUInt32BE(header.program, 4)
  to.writeUInt32BE(1, 8)
  to.writeInt32BE(header.procedure, 12)
  to.writeInt32BE(frameTypes.indexOf(header.type), 16)
  to.writeUInt32BE(header.serial, 20)
  to.writeInt32BE(frameStatuses.indexOf(header.status), 24)
}

/** A whole frame of its own. */
export function frameOf(header: FrameHeader, payload: Uint8Array = new Uint8Array(0)): Buffer {
  if (headerSize + payload.length > frameMax) throw new ProtocolError('a frame over the limit')
  const bytes = Buffer.allocUnsafe(headerSize + payload.length)
  writeHeader(bytes, header, payload.length)
  bytes.set(payload, headerSize)
  return bytes
}

/** `bytes` is one whole frame. Throws ProtocolError when its header is not libvirt's. */
export function readFrame(bytes: Buffer): Frame {
  const version = bytes.readUInt32BE(8)
  const type = frameTypes[bytes.readUInt32BE(16)]
  const status = frameStatuses[bytes.readUInt32BE(24)]
  if (version !== 1 || type === undefined || status === undefined) {
    throw new ProtocolError('a frame header that is not libvirt’s')
  }
  return {
    program: bytes.readUInt32BE(4),
    procedure: bytes.readInt32BE(12),
    type,
    serial: bytes.readUInt32BE(20),
    status,
    bytes,
    start: headerSize,
  }
}

/**
 * Cuts what arrives into frames. A frame that lies whole in one chunk is handed on without a copy; one
 * that comes in pieces is collected in a buffer that grows with what has come, not with what is promised.
 */
export class FrameReader {
  readonly #onFrame: (frame: Frame) => void
  #partial: Buffer | null = null
  #held = 0
  /** Bytes that came with descriptors we cannot take (SCM_RIGHTS sends one with each). */
  #stray = 0

  constructor(onFrame: (frame: Frame) => void) {
    this.#onFrame = onFrame
  }

  /** A frame has begun and not ended. */
  get midFrame(): boolean {
    return this.#held > 0 || this.#stray > 0
  }

  /** Calls back for every frame that `chunk` completes. Throws ProtocolError on what cannot be a frame. */
  push(chunk: Buffer): void {
    let at = 0
    try {
      while (at < chunk.length) at += this.#step(chunk, at)
    } catch (cause) {
      if (cause instanceof ProtocolError) {
        const suspect = this.#held > 0 ? this.#partial!.subarray(0, this.#held) : chunk.subarray(at)
        cause.excerpt = suspect.toString('hex', 0, excerptSize)
      }
      throw cause
    }
  }

  /** Returns how many of the chunk's bytes it used. */
  #step(chunk: Buffer, at: number): number {
    if (this.#stray > 0) {
      const skipped = Math.min(this.#stray, chunk.length - at)
      this.#stray -= skipped
      return skipped
    }
    return this.#held > 0 ? this.#collect(chunk, at) : this.#cut(chunk, at)
  }

  /** Takes one frame from `chunk` at `at`, or keeps its beginning. Returns the bytes used. */
  #cut(chunk: Buffer, at: number): number {
    const there = chunk.length - at
    const length = there < 4 ? frameMax : lengthOf(chunk, at)
    if (there >= length) {
      this.#deliver(chunk.subarray(at, at + length))
      return length
    }
    this.#hold(chunk, at, there)
    return there
  }

  /** Goes on with a frame that has begun. Returns the bytes used. */
  #collect(chunk: Buffer, at: number): number {
    const wanted = this.#held < 4 ? 4 : lengthOf(this.#partial!, 0)
    const size = Math.min(wanted - this.#held, chunk.length - at)
    this.#hold(chunk, at, size)
    if (this.#held >= 4 && this.#held === lengthOf(this.#partial!, 0)) {
      this.#deliver(this.#partial!.subarray(0, this.#held))
      this.#partial = null
      this.#held = 0
    }
    return size
  }

  #hold(chunk: Buffer, at: number, size: number): void {
    const end = this.#held + size
    if (this.#partial === null || end > this.#partial.length) {
      const room = Math.max(firstRoom, end, (this.#partial?.length ?? 0) * 2)
      const larger = Buffer.allocUnsafe(Math.min(room, frameMax))
      this.#partial?.copy(larger, 0, 0, this.#held)
      this.#partial = larger
    }
    chunk.copy(this.#partial, this.#held, at, at + size)
    this.#held = end
  }

  #deliver(bytes: Buffer): void {
    const frame = readFrame(bytes)
    if (frame.type === 'reply-with-fds' || frame.type === 'call-with-fds') {
      const count = new Reader(bytes, headerSize).u32()
      if (count > descriptorsMax) throw new ProtocolError(`${count} descriptors with one frame`)
      this.#stray = count
      frame.start += 4
    }
    this.#onFrame(frame)
  }
}

function lengthOf(bytes: Buffer, at: number): number {
  const length = bytes.readUInt32BE(at)
  if (length < headerSize || length > frameMax) {
    throw new ProtocolError(`a frame of ${length} bytes`)
  }
  return length
}
