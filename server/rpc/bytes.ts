/** What the other side sent, or what we were asked to send, does not fit the protocol. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError'
  /** The beginning of the frame that was wrong, in hex: for the log. */
  excerpt: string | null = null
}

/** VIR_NET_MESSAGE_MAX (src/rpc/virnetprotocol.x): the longest frame, its own length word included. */
export const frameMax = 32 * 1024 * 1024 + 4

/** Unused bytes after `size` bytes of text or opaque data (RFC 4506 §4.9). */
const padding = (size: number) => -size & 3

/** Reads XDR's words from one payload; every step is checked against the bytes that are there. */
export class Reader {
  readonly #bytes: Buffer
  #at: number

  constructor(bytes: Buffer, at = 0) {
    this.#bytes = bytes
    this.#at = at
  }

  get left(): number {
    return this.#bytes.length - this.#at
  }

  u32(): number {
    return this.#bytes.readUInt32BE(this.#step(4))
  }

  i32(): number {
    return this.#bytes.readInt32BE(this.#step(4))
  }

  double(): number {
    return this.#bytes.readDoubleBE(this.#step(8))
  }

  /** The text of `size` bytes and their padding. Bytes that are not UTF-8 become U+FFFD. */
  text(size: number): string {
    const at = this.#step(size + padding(size))
    return this.#bytes.toString('utf8', at, at + size)
  }

  hex(size: number): string {
    const at = this.#step(size)
    return this.#bytes.toString('hex', at, at + size)
  }

  /** A copy, so that a small value does not keep a large frame alive. */
  copy(size: number): Buffer {
    const at = this.#step(size + padding(size))
    return Buffer.from(this.#bytes.subarray(at, at + size))
  }

  #step(size: number): number {
    const at = this.#at
    if (size > this.#bytes.length - at) {
      throw new ProtocolError(`wanted ${size} bytes, ${this.#bytes.length - at} left`)
    }
    this.#at = at + size
    return at
  }
}

/** Collects XDR's words into one growing buffer, at most a frame long. */
export class Writer {
  #bytes = Buffer.allocUnsafe(256)
  #end: number

  /** Leaves `head` bytes free in front, for a header. */
  constructor(head = 0) {
    this.#end = head
  }

  u32(value: number): void {
    if (!(value >= 0 && value <= 0xffffffff)) throw new ProtocolError(`${value} is not a u32`)
    const at = this.#step(4)
    this.#bytes.writeUInt32BE(value, at)
  }

  i32(value: number): void {
    if (value !== (value | 0)) throw new ProtocolError(`${value} is not an i32`)
    const at = this.#step(4)
    this.#bytes.writeInt32BE(value, at)
  }

  double(value: number): void {
    const at = this.#step(8)
    this.#bytes.writeDoubleBE(value, at)
  }

  /** `size` is the text's length in UTF-8 bytes. */
  text(value: string, size: number): void {
    const at = this.#step(size + padding(size))
    this.#bytes.write(value, at, size, 'utf8')
    this.#bytes.fill(0, at + size, this.#end)
  }

  hex(value: string): void {
    const size = value.length / 2
    const at = this.#step(size)
    this.#bytes.write(value, at, size, 'hex')
  }

  copy(value: Uint8Array): void {
    const at = this.#step(value.length + padding(value.length))
    this.#bytes.set(value, at)
    this.#bytes.fill(0, at + value.length, this.#end)
  }

  /** What was written, without a copy: the writer is spent. */
  done(): Buffer {
    return this.#bytes.subarray(0, this.#end)
  }

  #step(size: number): number {
    const at = this.#end
    const end = at + size
    if (end > frameMax) throw new ProtocolError(`a message over ${frameMax} bytes`)
    if (end > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.min(frameMax, Math.max(end, this.#bytes.length * 2)))
      this.#bytes.copy(larger, 0, 0, at)
      this.#bytes = larger
    }
    this.#end = end
    return at
  }
}
