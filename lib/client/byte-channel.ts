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
  readonly #failed: (cause: unknown) => void
  /** Came before anybody listened. */
  #early: ArrayBuffer[] = []

  /** `failed`: whoever listens could not bear what came, which ends it. */
  constructor(
    send: (bytes: Uint8Array<ArrayBuffer>) => void,
    failed: (cause: unknown) => void = () => {},
  ) {
    this.#send = send
    this.#failed = failed
  }

  get onmessage(): Listener | null {
    return this.#listener
  }

  /** What came before anybody listened comes now. */
  set onmessage(listener: Listener | null) {
    this.#listener = listener
    if (listener === null) return
    queueMicrotask(() => {
      for (const data of this.#early.splice(0)) this.#hand(data)
    })
  }

  send(bytes: Uint8Array<ArrayBuffer>): void {
    // it goes on using its buffer
    this.#send(bytes.slice())
  }

  /** Bytes for whoever listens. */
  deliver(data: ArrayBuffer): void {
    if (this.#listener === null || this.#early.length > 0) this.#early.push(data)
    else this.#hand(data)
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

  #hand(data: ArrayBuffer): void {
    if (this.readyState === 'closed') return
    try {
      this.#listener?.({ data })
    } catch (cause) {
      this.end()
      this.#failed(cause)
    }
  }
}
