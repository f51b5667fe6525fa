import type { WebSocket } from 'ws'

/** A message ready for the wire, made once for all who get it. */
export interface Frame {
  bytes: Buffer
  /** Big enough to be worth deflating where the browser can. */
  compress: boolean
}

/** What a browser that lags is to be sent once it has caught up: the newest state of something then, or nothing. */
export interface Late {
  /** Of one key only one waits. */
  key: string
  /** Whose permission it takes to see it; null: none of one connection. */
  connection: string | null
  frame: () => Frame | null
  /** The one that waits already stays, where otherwise the new one takes its place. */
  first?: true
}

export type OutboxSocket = Pick<WebSocket, 'bufferedAmount' | 'readyState' | 'send' | 'close'>

/** Above these nothing more is handed to the socket: of what may be lost, and of what may not. */
const mostBuffered = { passing: 64 * 1024, lasting: 512 * 1024 }
/** For a browser that missed more things than this it is cheaper to start anew. */
const mostLate = 2_000
const open = 1

/**
 * What goes to one browser. While it reads, it gets everything. When it lags, only what it missed is
 * remembered, each thing once, and it gets the newest state of that when it has caught up.
 */
export class Outbox {
  readonly #socket: OutboxSocket
  readonly #late = new Map<string, Late>()

  constructor(socket: OutboxSocket) {
    this.#socket = socket
  }

  /** Sends it, or if the browser lags keeps `late` in its place; null: it may be lost. */
  offer(frame: () => Frame, late: Late | null): void {
    const most = late === null ? mostBuffered.passing : mostBuffered.lasting
    const lags = this.#late.size > 0 || this.#socket.bufferedAmount > most
    if (!lags) this.#send(frame())
    else if (late !== null) this.#keep(late)
  }

  drop(key: string): void {
    this.#late.delete(key)
  }

  /** Drops what waits of connections that may no longer be seen. */
  dropUnless(sees: (connection: string | null) => boolean): void {
    for (const [key, { connection }] of this.#late) if (!sees(connection)) this.#late.delete(key)
  }

  #keep(late: Late): void {
    const waits = this.#late.has(late.key)
    if (waits && late.first) return
    if (waits || this.#late.size < mostLate) this.#late.set(late.key, late)
    else this.#socket.close(1013, 'too far behind')
  }

  #send({ bytes, compress }: Frame): void {
    if (this.#socket.readyState !== open) return
    this.#socket.send(bytes, { binary: false, compress }, () => this.#catchUp())
  }

  #catchUp(): void {
    for (const [key, late] of this.#late) {
      if (this.#socket.bufferedAmount > mostBuffered.lasting) return
      this.#late.delete(key)
      const frame = late.frame()
      if (frame !== null) this.#send(frame)
    }
  }
}
