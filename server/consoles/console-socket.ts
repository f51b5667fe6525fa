import { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import {
  type ConsoleMessage,
  type ConsoleRequest,
  consoleRequest,
} from '../../lib/contract/consoles.ts'
import type { Bytes, Milliseconds } from '../../lib/units.ts'
import { spend } from '../lent-bytes.ts'

/** Unsent or unread at most, each way, before the other side is told to wait. */
const highWater: Bytes = 256 * 1024
/** Unsent altogether; bytes alone never come to that. */
const mostUnsent: Bytes = 1024 * 1024
/** What a page of ours asks fits in here, a name and a password in escapes among it. */
const longestRequest = 4_096

/** For a browser to take what was written before the end. */
const farewell: Milliseconds = 3_000

export type ConsoleWebSocket = Pick<
  WebSocket,
  | 'on'
  | 'once'
  | 'send'
  | 'close'
  | 'terminate'
  | 'pause'
  | 'resume'
  | 'readyState'
  | 'OPEN'
  | 'CLOSED'
  | 'bufferedAmount'
>

/**
 * A browser's socket as a stream of a console's bytes: a write ends when the network has taken it, and a reader who
 * waits makes the browser wait. Text frames go beside it.
 */
export class ConsoleSocket extends Duplex {
  readonly #socket: ConsoleWebSocket
  /** Bytes from and to the browser. */
  readonly carried = { up: 0, down: 0 }
  onRequest: (request: ConsoleRequest) => void = () => {}

  constructor(socket: ConsoleWebSocket) {
    super({
      readableHighWaterMark: highWater,
      writableHighWaterMark: highWater,
      allowHalfOpen: false,
    })
    this.#socket = socket
    socket.on('message', (data, isBinary) => {
      if (isBinary) this.#take(data as Buffer)
      else this.#asked(String(data))
    })
    socket.once('close', () => {
      this.push(null)
      this.destroy()
    })
    socket.on('error', (cause) => this.destroy(cause))
  }

  /** Beside the bytes, and after those written before. */
  tell(message: ConsoleMessage): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return
    // words have no way to wait: who takes none of them, while others hand the keyboard round, is not there any more
    if (this.#socket.bufferedAmount > mostUnsent) this.#socket.terminate()
    else this.#socket.send(JSON.stringify(message))
  }

  /** Ends it after what was written, or without that when the browser does not take it. */
  hangUp(): void {
    this.end()
    this.#terminateLate()
  }

  override _read(): void {
    this.#socket.resume()
  }

  override _write(bytes: Buffer, _: BufferEncoding, done: (cause?: Error | null) => void): void {
    this.carried.down += bytes.length
    this.#socket.send(bytes, { binary: true, compress: false }, (cause) => {
      spend(bytes)
      done(cause)
    })
  }

  override _final(done: () => void): void {
    this.#socket.close(1000)
    done()
  }

  override _destroy(cause: Error | null, done: (cause: Error | null) => void): void {
    if (cause === null) {
      this.#socket.close(1000)
      this.#terminateLate()
    } else this.#socket.terminate()
    // whoever is at the other end cannot be told more than that it is over
    done(null)
  }

  #terminateLate(): void {
    if (this.#socket.readyState === this.#socket.CLOSED) return
    const late = setTimeout(() => this.#socket.terminate(), farewell).unref()
    this.#socket.once('close', () => clearTimeout(late))
  }

  #take(bytes: Buffer): void {
    this.carried.up += bytes.length
    if (!this.push(bytes)) this.#socket.pause()
  }

  #asked(text: string): void {
    const request = text.length > longestRequest ? null : readRequest(text)
    if (request === null) this.#socket.close(1008, 'not understood')
    else this.onRequest(request)
  }
}

function readRequest(text: string): ConsoleRequest | null {
  try {
    return consoleRequest.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}
