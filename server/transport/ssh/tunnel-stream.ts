import { Duplex } from 'node:stream'
import type { Failure } from '../../../lib/failure.ts'

export interface TunnelWatch {
  /** The first bytes came and are of the protocol. */
  heard(): void
  /** The first bytes came and cannot be of the protocol. */
  strange(bytes: Buffer): Failure
  /** Why nothing more comes; null when nothing explains it. `heard`: something had come before. */
  ended(heard: boolean): Promise<Failure | null>
}

/** The length of a message, big endian, begins every one; none is as long as 32 MiB (src/rpc/virnetprotocol.x). */
const firstByteMax = 0x02

/**
 * The bytes between us and a daemon behind a tunnel. An end that the tunnel can explain is an error with that
 * explanation, where a bare stream would just end; what a login shell prints first is told from the daemon's words.
 */
export class TunnelStream extends Duplex {
  readonly #inner: Duplex
  readonly #watch: TunnelWatch
  #heard: boolean = false
  #over: boolean = false

  constructor(inner: Duplex, watch: TunnelWatch) {
    super()
    this.#inner = inner
    this.#watch = watch
    const end = () => void this.#end()
    inner.on('data', (chunk: Buffer) => this.#take(chunk))
    inner.once('end', end)
    inner.once('close', end)
    inner.on('error', end)
    if (inner.destroyed) end()
  }

  override _read(): void {
    this.#inner.resume()
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (cause?: Error | null) => void) {
    this.#send(chunk, done)
  }

  /** What was written together travels in one packet of SSH. */
  override _writev(chunks: { chunk: Buffer }[], done: (cause?: Error | null) => void): void {
    this.#send(Buffer.concat(chunks.map(({ chunk }) => chunk)), done)
  }

  /** What cannot be written any more has an end to explain it, which is the error then. */
  #send(bytes: Buffer, done: () => void): void {
    this.#inner.write(bytes, (cause) => {
      if (cause) void this.#end()
      else done()
    })
  }

  override _final(done: () => void): void {
    this.#inner.end()
    done()
  }

  override _destroy(cause: Error | null, done: (cause: Error | null) => void): void {
    this.#over = true
    this.#inner.destroy()
    done(cause)
  }

  #take(chunk: Buffer): void {
    if (this.#over || chunk.length === 0) return
    if (!this.#heard) {
      this.#heard = true
      if (chunk[0]! > firstByteMax) {
        this.destroy(this.#watch.strange(chunk))
        return
      }
      this.#watch.heard()
    }
    if (!this.push(chunk)) this.#inner.pause()
  }

  async #end(): Promise<void> {
    if (this.#over) return
    this.#over = true
    const failure = await this.#watch.ended(this.#heard)
    if (failure === null) this.push(null)
    else this.destroy(failure)
  }
}
