import { rmSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'

const version = 'RFB 003.008\n'
const none = Buffer.of(1, 1)
const admitted = Buffer.alloc(4)
const name = 'double'
export const side = { width: 1_920, height: 1_080 }
const bytesPerPixel = 4
/** Of the client's messages, by their first byte (RFC 6143 §7.5). */
const sizes: Record<number, number> = { 0: 20, 3: 10, 4: 8, 5: 6 }

/** ServerInit: true colour, 32 bits, little-endian. */
function serverInit(): Buffer {
  const bytes = Buffer.alloc(24 + name.length)
  bytes.writeUInt16BE(side.width, 0)
  bytes.writeUInt16BE(side.height, 2)
  Buffer.of(32, 24, 0, 1, 0, 255, 0, 255, 0, 255, 16, 8, 0).copy(bytes, 4)
  bytes.writeUInt32BE(name.length, 20)
  bytes.write(name, 24)
  return bytes
}

/** A FramebufferUpdate of one raw rectangle of noise, so that nothing on the way can spare it. */
function picture(width: number, height: number): Buffer {
  const bytes = Buffer.alloc(16 + width * height * bytesPerPixel)
  bytes.writeUInt16BE(1, 2)
  bytes.writeUInt16BE(width, 8)
  bytes.writeUInt16BE(height, 10)
  for (let at = 16; at < bytes.length; at += 1) bytes[at] = (at * 2_654_435_761) >>> 24
  return bytes
}

const whole = picture(side.width, side.height)
const spot = picture(16, 16)

/** Bytes at a time, so that what is taken can be counted. */
const piece = 256 * 1024

/** Answers each wish for all of the picture as soon as the way is free, and each key at once by a small one. */
function serveViewer(socket: Socket, told: (accepted: number) => void): void {
  let heard = Buffer.alloc(0)
  let stage = 0
  let wishes = 0
  /** Of the picture that is being sent. */
  let at = 0
  let isFree = true
  const takes = (count: number): boolean => {
    if (heard.length < count) return false
    heard = heard.subarray(count)
    return true
  }
  const paint = () => {
    while (isFree && wishes > 0) {
      isFree = socket.write(whole.subarray(at, at + piece))
      at += piece
      if (at < whole.length) continue
      at = 0
      wishes -= 1
    }
    told(socket.bytesWritten - socket.writableLength)
  }
  const greet = [
    { of: 12, answer: none },
    { of: 1, answer: admitted },
    { of: 1, answer: serverInit() },
  ]
  socket.on('error', () => socket.destroy())
  socket.on('drain', () => {
    isFree = true
    paint()
  })
  socket.on('data', (bytes) => {
    heard = Buffer.concat([heard, bytes])
    for (;;) {
      const step = greet[stage]
      if (step !== undefined) {
        if (!takes(step.of)) return
        stage += 1
        socket.write(step.answer)
        continue
      }
      const [type = -1, changesOnly, , third = 0] = heard
      const size = type === 2 ? 4 + third * 4 : sizes[type]
      if (size === undefined || !takes(size)) return
      if (type === 3 && changesOnly === 0) {
        wishes += 1
        paint()
      } else if (type === 4) socket.write(spot)
    }
  })
  socket.write(version)
}

/** What the thread is started with. */
interface Place {
  path: string
}

function serveDisplay({ path }: Place): void {
  rmSync(path, { force: true })
  const server = createServer((socket) =>
    serveViewer(socket, (accepted) => parentPort?.postMessage(accepted)),
  )
  server.listen(path, () => parentPort?.postMessage('listens'))
}

/** A display that is quicker than any guest, in a thread of its own, in the place of a real one's socket. */
export interface DisplayDouble {
  /** Bytes of the newest viewer that the system has taken so far. */
  accepted(): number
  stop(): Promise<void>
}

/** Takes the socket at `path` from whoever listens there. */
export async function startDouble(path: string): Promise<DisplayDouble> {
  const worker = new Worker(import.meta.filename, { workerData: { path } satisfies Place })
  let accepted = 0
  await new Promise<void>((resolve, reject) => {
    worker.once('error', reject)
    worker.on('message', (said: number | 'listens') => {
      if (said === 'listens') resolve()
      else accepted = said
    })
  })
  return { accepted: () => accepted, stop: async () => void (await worker.terminate()) }
}

if (!isMainThread) serveDisplay(workerData as Place)
