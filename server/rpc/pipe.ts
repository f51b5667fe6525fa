import type { Duplex } from 'node:stream'

/** The sending side of a byte stream, and the tap of its receiving side. */
export class Pipe {
  readonly #stream: Duplex
  #corked: boolean = false
  #holds = 0
  #waiting: (() => void)[] = []

  constructor(stream: Duplex) {
    this.#stream = stream
    stream.on('drain', this.#drain)
  }

  /** Nothing is read at present, because somebody wants no more for now. */
  get held(): boolean {
    return this.#holds > 0
  }

  /** The other side does not take what we send. */
  get full(): boolean {
    return this.#stream.writableNeedDrain
  }

  /** What is sent in one go of the event loop leaves in one system call. */
  send(frame: Buffer): void {
    if (!this.#corked) {
      this.#corked = true
      this.#stream.cork()
      process.nextTick(this.#uncork)
    }
    this.#stream.write(frame)
  }

  /** Resolves when more may be sent, or never will be. */
  drained(): Promise<void> {
    if (this.#stream.destroyed || !this.#stream.writableNeedDrain) return Promise.resolve()
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  /** Reading goes on when every hold has been taken back. */
  hold(on: boolean): void {
    this.#holds += on ? 1 : -1
    if (this.#holds > 0) this.#stream.pause()
    else this.#stream.resume()
  }

  destroy(): void {
    this.#stream.destroy()
    this.#drain()
  }

  readonly #uncork = () => {
    this.#corked = false
    this.#stream.uncork()
  }

  readonly #drain = () => {
    for (const resolve of this.#waiting.splice(0)) resolve()
  }
}
