import type { WebSocket } from 'ws'
import type { Clock } from '../../lib/clock.ts'
import { type BrowserMessage, browserMessage } from '../../lib/contract/live.ts'
import type { Milliseconds } from '../../lib/units.ts'
import type { Viewer } from '../auth/viewer.ts'
import { Outbox } from './outbox.ts'

export type BrowserSocket = Pick<
  WebSocket,
  'bufferedAmount' | 'readyState' | 'send' | 'close' | 'terminate' | 'ping' | 'on'
>

const longestMessage = 4_096
/** A page watches hundreds of connections at once, but not without end. */
const mostMessages = 2_000
const messageWindow: Milliseconds = 10_000

/** Close codes of RFC 6455, and one of the range for applications that says 401. */
export const closeCodes = { leaving: 1001, refused: 1008, signedOut: 4401 } as const

/** One open socket: what it watches and whether it still answers. */
export class Browser {
  readonly viewer: Viewer
  readonly outbox: Outbox
  readonly watched = new Set<string>()
  /** Connections it has been told of. */
  readonly told = new Set<string>()
  wantsStats = true
  readonly #socket: BrowserSocket
  readonly #clock: Clock
  /** Probes since it last said anything. */
  #unanswered = 0
  #buffered = 0
  #window = { since: 0, messages: 0 }

  constructor(socket: BrowserSocket, viewer: Viewer, clock: Clock) {
    this.#socket = socket
    this.viewer = viewer
    this.#clock = clock
    this.outbox = new Outbox(socket)
    socket.on('pong', () => {
      this.#unanswered = 0
    })
  }

  sees(connection: string | null): boolean {
    return this.viewer.may('view', connection)
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason)
  }

  /** What it said, or null after closing it: it said what no page of ours says. */
  read(data: { toString(): string; length?: number }, isBinary: boolean): BrowserMessage | null {
    this.#unanswered = 0
    const message = this.#floods() || isBinary ? null : parse(data.toString())
    if (message === null) this.close(closeCodes.refused, 'not understood')
    return message
  }

  /** Asks whether it is there, or ends it when it neither answered the last time nor took anything since. */
  probe(): void {
    const buffered = this.#socket.bufferedAmount
    const reads = buffered < this.#buffered
    this.#buffered = buffered
    if (this.#unanswered > 0 && !reads) {
      this.#socket.terminate()
      return
    }
    this.#unanswered += 1
    this.#socket.ping()
  }

  #floods(): boolean {
    const now = this.#clock.now()
    if (now - this.#window.since >= messageWindow) this.#window = { since: now, messages: 0 }
    this.#window.messages += 1
    return this.#window.messages > mostMessages
  }
}

function parse(text: string): BrowserMessage | null {
  if (text.length > longestMessage) return null
  try {
    const message = browserMessage.safeParse(JSON.parse(text))
    return message.success ? message.data : null
  } catch {
    return null
  }
}
