import type { Milliseconds } from '../units.ts'

/** What we need of a WebSocket; the browser's own is one. (`never`: a handler may ask for any part of the event.) */
export interface SocketLike {
  onopen: ((event: never) => void) | null
  onmessage: ((event: never) => void) | null
  onclose: ((event: never) => void) | null
  send(text: string): void
  close(): void
}

/** `lost`: it was open, or could not be opened, and is tried again at `retryAt`. */
export type LinkState =
  | { phase: 'connecting' }
  | { phase: 'open' }
  | { phase: 'lost'; retryAt: Milliseconds }
  | { phase: 'signed-out' }

export interface LiveSocketNeeds {
  dial: () => SocketLike
  /** 0 ≤ r < 1, to spread the return of many browsers after a restart. */
  random: () => number
  now: () => Milliseconds
  onFrame: (frame: string) => void
  onState: (state: LinkState) => void
}

/** The session has ended: what the server closes with then (4000–4999 are free for applications, RFC 6455 §7.4.2). */
const closedSignedOut = 4401

const firstWait = 250
/** So that a page is right again within five seconds of its server's return. */
const longestWait = 4_000

/** The wait before the nth try in a row that failed: doubled each time, and somewhere in its upper half. */
export const waitBefore = (tries: number, random: number): Milliseconds => {
  const full = Math.min(longestWait, firstWait * 2 ** Math.min(tries, 16))
  return Math.round(full * (0.5 + random / 2))
}

/**
 * A websocket that comes back. Ends with `stop`; may be started again after it, as React's strict mode does: the first
 * dial waits for the next task, so that start, stop, start opens one socket and not two.
 */
export class LiveSocket {
  readonly #needs: LiveSocketNeeds
  #socket: SocketLike | null = null
  #timer: ReturnType<typeof setTimeout> | null = null
  #tries = 0
  /** When something last came; null while it is not open. */
  #heardAt: Milliseconds | null = null

  constructor(needs: LiveSocketNeeds) {
    this.#needs = needs
  }

  start(): void {
    this.#needs.onState({ phase: 'connecting' })
    this.#dialIn(0)
  }

  stop(): void {
    this.#drop()
    this.#tries = 0
  }

  /** Sends now, or not at all: whoever asks for something asks again when the socket opens. */
  send(text: string): void {
    if (this.#heardAt !== null) this.#socket?.send(text)
  }

  /**
   * The browser is looked at again, or has a network again: no waiting. A socket that has been silent for `silence`
   * may be dead without knowing it (the laptop slept), so it is replaced.
   */
  wake(silence: Milliseconds): void {
    const waiting = this.#timer !== null
    const silent = this.#heardAt !== null && this.#needs.now() - this.#heardAt > silence
    if (!waiting && !silent) return
    this.#drop()
    this.#tries = 0
    this.start()
  }

  #drop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    this.#heardAt = null
    const socket = this.#socket
    this.#socket = null
    if (socket === null) return
    socket.onopen = null
    socket.onmessage = null
    socket.onclose = null
    socket.close()
  }

  #dialIn(wait: Milliseconds): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#timer = null
      this.#dial()
    }, wait)
  }

  #dial(): void {
    const socket = this.#needs.dial()
    this.#socket = socket
    socket.onopen = () => {
      this.#tries = 0
      this.#heardAt = this.#needs.now()
      this.#needs.onState({ phase: 'open' })
    }
    socket.onmessage = ({ data }: { data: unknown }) => {
      this.#heardAt = this.#needs.now()
      if (typeof data === 'string') this.#needs.onFrame(data)
    }
    socket.onclose = ({ code }: { code: number }) => this.#closed(code)
  }

  #closed(code: number): void {
    this.#drop()
    if (code === closedSignedOut) {
      this.#needs.onState({ phase: 'signed-out' })
      return
    }
    const wait = waitBefore(this.#tries, this.#needs.random())
    this.#tries += 1
    this.#needs.onState({ phase: 'lost', retryAt: this.#needs.now() + wait })
    this.#dialIn(wait)
  }
}
