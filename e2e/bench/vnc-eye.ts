import type { WebSocket } from 'ws'
import type { Milliseconds } from '../../lib/units.ts'

const version = 'RFB 003.008\n'
const bytesPerPixel = 4
const onlyRaw = Buffer.of(2, 0, 0, 1, 0, 0, 0, 0)

/** A VNC client on a websocket that lets itself in and looks at nothing of what it is sent. */
export class VncEye {
  readonly #socket: WebSocket
  readonly #size: { width: number; height: number }
  /** Bytes so far. */
  received: number = 0
  #changed: (() => void) | null = null

  private constructor(socket: WebSocket, size: { width: number; height: number }) {
    this.#socket = socket
    this.#size = size
    socket.on('message', (data, isBinary) => {
      if (!isBinary) return
      this.received += (data as Buffer).length
      this.#changed?.()
    })
  }

  /** Resolves once it is let in. The socket may be open already and must not have been read. */
  static async open(socket: WebSocket): Promise<VncEye> {
    let heard = Buffer.alloc(0)
    let wake = () => {}
    const collect = (data: unknown, isBinary: boolean) => {
      if (isBinary) heard = Buffer.concat([heard, data as Buffer])
      wake()
    }
    socket.on('message', collect)
    const upTo = async (length: number) => {
      while (heard.length < length) {
        await new Promise<void>((resolve, reject) => {
          wake = resolve
          socket.once('close', () => reject(new Error('the display hung up')))
        })
      }
    }
    await upTo(12)
    socket.send(Buffer.from(version))
    await upTo(14)
    socket.send(Buffer.of(1))
    await upTo(18)
    socket.send(Buffer.of(1))
    await upTo(42)
    socket.off('message', collect)
    const size = { width: heard.readUInt16BE(18), height: heard.readUInt16BE(20) }
    const eye = new VncEye(socket, size)
    socket.send(onlyRaw)
    return eye
  }

  /** Bytes of a whole one. */
  get pictureSize(): number {
    return this.#size.width * this.#size.height * bytesPerPixel
  }

  /** Asks for the picture: all of it, or what changes. */
  ask(changesOnly: boolean): void {
    const { width, height } = this.#size
    const bytes = Buffer.of(3, changesOnly ? 1 : 0, 0, 0, 0, 0, 0, 0, 0, 0)
    bytes.writeUInt16BE(width, 6)
    bytes.writeUInt16BE(height, 8)
    this.#socket.send(bytes)
  }

  /** Resolves when something comes. */
  changed(): Promise<void> {
    return new Promise((resolve) => {
      this.#changed = () => {
        this.#changed = null
        resolve()
      }
    })
  }

  /** A key goes down and up; ms until the first byte that comes after it. */
  async press(keysym: number): Promise<Milliseconds> {
    const change = this.changed()
    const began = performance.now()
    this.#socket.send(
      Buffer.concat([
        Buffer.of(4, 1, 0, 0, 0, 0, 0, keysym),
        Buffer.of(4, 0, 0, 0, 0, 0, 0, keysym),
      ]),
    )
    await change
    return performance.now() - began
  }

  /** Reads no more. */
  stall(): void {
    this.#socket.pause()
  }

  close(): void {
    this.#socket.terminate()
  }
}
