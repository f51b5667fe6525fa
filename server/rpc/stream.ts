import { Failure } from '../../lib/failure.ts'
import { ProtocolError } from './bytes.ts'
import { errorPayload, RemoteError } from './errors.ts'
import { type Frame, type FrameStatus, payloadOf } from './frame.ts'
import { decode, encode, i64, struct, u32 } from './xdr.ts'

/** What libvirt itself sends at most in one packet (VIR_NET_MESSAGE_LEGACY_PAYLOAD_MAX less the header). */
export const packetMax = 262_120
/** Unread bytes at which the socket is told to wait. The protocol has no flow control of its own. */
const highWater = 1024 * 1024
/** What an unread piece costs beyond its bytes, so that tiny ones and holes count too. */
const pieceCost = 256

const holePayload = struct({ length: i64, flags: u32 })

/** That many zero bytes, not sent. */
export interface Hole {
  hole: number
}

/** What a stream needs of its channel. */
export interface StreamPort {
  /** Resolves when the socket can take more. */
  send(type: 'stream' | 'stream-hole', status: FrameStatus, payload: Uint8Array): Promise<void>
  /** Asks the channel to read nothing for now, or takes that back. */
  hold(on: boolean): void
  /** Rejects with Failure('host.silent') when `answer` takes too long. */
  inTime<T>(answer: Promise<T>): Promise<T>
  /** The host has said its last word: the serial is free. */
  forget(): void
}

/** Bytes attached to a call: a screenshot, a console, a volume. One reader, and one writer. */
export class RpcStream {
  readonly #port: StreamPort
  #pieces: (Buffer | Hole)[] = []
  #unread = 0
  #paused: boolean = false
  #ended: 'no' | 'by-host' | 'closing' | 'closed' = 'no'
  #failure: Error | null = null
  #wake: (() => void) | null = null
  #closing: Promise<void> | null = null
  #confirm: { resolve: () => void; reject: (cause: Error) => void } | null = null

  constructor(port: StreamPort) {
    this.#port = port
  }

  /**
   * What the host sends, holes as zeros. Reads to the end and confirms it; leaving earlier aborts.
   * Throws RemoteError when the host ends it with an error, Failure when the connection is lost.
   */
  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer, void> {
    for await (const piece of this.pieces()) {
      if (Buffer.isBuffer(piece)) yield piece
      else yield* zeros(piece.hole)
    }
  }

  /** As iterating, with holes as they came (they only come when the call asked for a sparse stream). */
  async *pieces(): AsyncGenerator<Buffer | Hole, void> {
    let finished = false
    try {
      for (let piece = await this.#next(); piece !== null; piece = await this.#next()) yield piece
      finished = true
      await this.finish()
    } finally {
      if (!finished) await this.abort()
    }
  }

  /** Resolves when more may be written. Bytes go out in packets as libvirt's own client sends them. */
  async write(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length; at += packetMax) {
      this.#mustBeOpen()
      await this.#port.send('stream', 'continue', bytes.subarray(at, at + packetMax))
    }
  }

  /** Sends a hole of `length` bytes instead of as many zeros. Only on a sparse stream. */
  async hole(length: number): Promise<void> {
    this.#mustBeOpen()
    await this.#port.send('stream-hole', 'continue', encode(holePayload, { length, flags: 0 }))
  }

  /** Says that all is written or read, and waits until the host confirms it. Idempotent. */
  finish(): Promise<void> {
    return this.#close('ok')
  }

  /** Breaks off. Resolves when the host has confirmed, or can no longer; never rejects. */
  async abort(): Promise<void> {
    try {
      await this.#close('error')
    } catch {
      // Whatever the host or the connection has against it, nobody reads this stream any more.
    }
  }

  /** A packet of this stream has come. Throws ProtocolError on a malformed one. */
  receive(frame: Frame): void {
    if (frame.status === 'error') {
      this.fail(new RemoteError(decode(errorPayload, frame.bytes, frame.start)))
    } else if (frame.type === 'stream-hole') {
      const { length } = decode(holePayload, frame.bytes, frame.start)
      if (length < 0) throw new ProtocolError(`a hole of ${length} bytes`)
      this.#take({ hole: length })
    } else if (frame.status === 'ok') {
      this.#confirmed()
    } else if (frame.bytes.length === frame.start) {
      this.#hostEnded()
    } else {
      this.#take(payloadOf(frame))
    }
  }

  /** The stream is dead: readers and writers get `cause`. */
  fail(cause: Error): void {
    if (this.#ended === 'closed') return
    this.#ended = 'closed'
    this.#failure = cause
    this.#drop()
    this.#port.forget()
    this.#confirm?.reject(cause)
    this.#wake?.()
  }

  /** The next piece, or null at the host's end. */
  async #next(): Promise<Buffer | Hole | null> {
    for (;;) {
      const piece = this.#pieces.shift()
      if (piece !== undefined) {
        this.#unread -= costOf(piece)
        if (this.#paused && this.#unread < highWater / 2) this.#pause(false)
        return piece
      }
      if (this.#failure !== null) throw this.#failure
      if (this.#ended !== 'no') return null
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }

  #take(piece: Buffer | Hole): void {
    if (this.#ended !== 'no') return
    this.#pieces.push(piece)
    this.#unread += costOf(piece)
    if (this.#unread > highWater && !this.#paused) this.#pause(true)
    this.#wake?.()
  }

  #hostEnded(): void {
    if (this.#ended === 'no') this.#ended = 'by-host'
    this.#wake?.()
  }

  #confirmed(): void {
    this.#ended = 'closed'
    this.#port.forget()
    this.#confirm?.resolve()
    this.#wake?.()
  }

  #close(status: 'ok' | 'error'): Promise<void> {
    this.#closing ??= this.#lastWord(status)
    return this.#closing
  }

  async #lastWord(status: 'ok' | 'error'): Promise<void> {
    if (this.#failure !== null) throw this.#failure
    if (this.#ended === 'closed') return
    this.#ended = 'closing'
    this.#drop()
    const confirmed = new Promise<void>((resolve, reject) => {
      this.#confirm = { resolve, reject }
    })
    await Promise.all([
      this.#port.inTime(confirmed),
      this.#port.send('stream', status, new Uint8Array(0)),
    ])
  }

  /** What nobody will read any more. */
  #drop(): void {
    this.#pieces = []
    this.#unread = 0
    if (this.#paused) this.#pause(false)
  }

  #pause(paused: boolean): void {
    this.#paused = paused
    this.#port.hold(paused)
  }

  #mustBeOpen(): void {
    if (this.#failure !== null) throw this.#failure
    if (this.#ended !== 'no') throw new Failure('host.lost', 'The host has ended this stream.')
  }
}

const costOf = (piece: Buffer | Hole): number =>
  pieceCost + (Buffer.isBuffer(piece) ? piece.length : 0)

function* zeros(length: number): Generator<Buffer> {
  for (let left = length; left > 0; left -= packetMax) {
    yield Buffer.alloc(Math.min(left, packetMax))
  }
}
