type Listener = (event: { data: ArrayBuffer }) => void

/** What noVNC asks of a channel that it is given instead of an address: its own words and values. */
export class ByteChannel {
  binaryType = 'arraybuffer'
  readonly protocol = ''
  readyState: 'connecting' | 'open' | 'closed' = 'open'
  onopen: (() => void) | null = null
  onclose: ((event: { code: number; reason: string; wasClean: boolean }) => void) | null = null
  onerror: ((event: unknown) => void) | null = null
  #listener: Listener | null = null
  readonly #send: (bytes: Uint8Array<ArrayBuffer>) => void
  /** Came before anybody listened. */
  #early: ArrayBuffer[] = []

  constructor(send: (bytes: Uint8Array<ArrayBuffer>) => void) {
    this.#send = send
  }

  get onmessage(): Listener | null {
    return this.#listener
  }

  /** What came before anybody listened comes now. */
  set onmessage(listener: Listener | null) {
    this.#listener = listener
    if (listener === null) return
    queueMicrotask(() => {
      for (const data of this.#early.splice(0)) this.#listener?.({ data })
    })
  }

  send(bytes: Uint8Array<ArrayBuffer>): void {
    // it goes on using its buffer
    this.#send(bytes.slice())
  }

  /** Bytes for whoever listens. */
  deliver(data: ArrayBuffer): void {
    if (this.#listener === null || this.#early.length > 0) this.#early.push(data)
    else this.#listener({ data })
  }

  /** The other side has ended. Idempotent. */
  end(): void {
    if (this.readyState === 'closed') return
    this.readyState = 'closed'
    this.onclose?.({ code: 1000, reason: '', wasClean: true })
  }

  close(): void {
    this.end()
  }
}
