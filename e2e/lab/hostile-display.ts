import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { deflateSync } from 'node:zlib'

/** A display in the place of a real one: it lets everybody in, and then is as bad as it was told to be. */
export interface HostileDisplay {
  /** How whoever comes next is treated. */
  behave(how: Hostility): void
  /** Bytes that the newest one has taken. */
  taken(): number
  stop(): Promise<void>
}

const u16 = (...values: number[]): Buffer => {
  const buffer = Buffer.alloc(2 * values.length)
  for (const [at, value] of values.entries()) buffer.writeUInt16BE(value, 2 * at)
  return buffer
}
const i32 = (value: number): Buffer => {
  const buffer = Buffer.alloc(4)
  buffer.writeInt32BE(value | 0)
  return buffer
}

const pixels = Buffer.from('20180001' + '00ff00ff00ff' + '100800' + '000000', 'hex')
const serverInit = (width: number, height: number): Buffer =>
  Buffer.concat([u16(width, height), pixels, i32(4), Buffer.from('mill')])
const rectangle = (place: number[], encoding: number, ...body: Buffer[]): Buffer =>
  Buffer.concat([u16(...place), i32(encoding), ...body])
const update = (...rectangles: Buffer[]): Buffer =>
  Buffer.concat([Buffer.of(0, 0), u16(rectangles.length), ...rectangles])

const [raw, tight, zrle, desktopSize, cursor] = [0, 7, 16, -223, -239]
const [width, height] = [640, 480]
const all = [0, 0, width, height]
/** A picture that is no more than its colour. */
const filled = (...colour: [number, number, number]): Buffer =>
  update(rectangle(all, tight, Buffer.of(0x80, ...colour)))

/** Writes `next()` over and over, as fast as it is taken; null is the end. */
function pour(socket: Socket, next: () => Buffer | null): void {
  const more = () => {
    for (let piece = next(); piece !== null && socket.writable; piece = next()) {
      if (!socket.write(piece)) return
    }
  }
  socket.on('drain', more)
  more()
}

function often(socket: Socket, times: number, send: (count: number) => Buffer): void {
  let count = 0
  const timer = setInterval(() => socket.write(send(count++)), 1_000 / times)
  socket.on('close', () => clearInterval(timer))
}

const megabyte = Buffer.alloc(1 << 20, 'x')

/** What comes before a client has asked for anything stays unread until more does. */
function begin(socket: Socket, [w, h]: [number, number], then: () => void): void {
  socket.once('data', then)
  socket.write(serverInit(w, h))
}

/** A blue screen, and then whatever it is. */
function start(socket: Socket, ...then: Buffer[]): void {
  begin(socket, [width, height], () => socket.write(Buffer.concat([filled(0, 0, 200), ...then])))
}

const clipboard = (length: number) => Buffer.concat([Buffer.of(3, 0, 0, 0), i32(length)])

/** By what each does once somebody is let in. */
export const hostilities = {
  'is well': (socket: Socket) => start(socket),
  'puts a gigabyte on the clipboard': (socket: Socket) => {
    begin(socket, [width, height], () => {
      socket.write(clipboard(1 << 30))
      let left = 1 << 10
      pour(socket, () => {
        left -= 1
        return left >= 0 ? megabyte : left === -1 ? filled(200, 0, 0) : null
      })
    })
  },
  'has clipboards that inflate': (socket: Socket) => {
    const text = deflateSync(Buffer.concat([i32(1 << 28), Buffer.alloc(1 << 27)]))
    const head = Buffer.concat([clipboard(-(4 + text.length)), i32((1 << 28) | 1)])
    start(socket, head, text, filled(200, 0, 0))
  },
  'changes its size a hundred times a second': (socket: Socket) => {
    start(socket)
    often(socket, 100, (count) => update(rectangle([0, 0, 640 + (count % 900), 480], desktopSize)))
  },
  'changes its size as fast as it can': (socket: Socket) => {
    let count = 0
    const sizes = () => update(rectangle([0, 0, 3_000 + (count++ % 900), 2_000], desktopSize))
    begin(socket, [width, height], () => pour(socket, sizes))
  },
  'draws as fast as it can': (socket: Socket) => {
    const [w, h]: [number, number] = [5_120, 2_880]
    const whole = update(rectangle([0, 0, w, h], tight, Buffer.of(0x80, 9, 9, 9)))
    begin(socket, [w, h], () => pour(socket, () => whole))
  },
  'begins with a huge screen': (socket: Socket) => socket.write(serverInit(65_535, 65_535)),
  'begins with no screen': (socket: Socket) => {
    const grown = update(rectangle(all, desktopSize))
    begin(socket, [0, 0], () => socket.write(Buffer.concat([grown, filled(200, 0, 0)])))
  },
  'grows huge': (socket: Socket) =>
    start(socket, update(rectangle([0, 0, 65_535, 65_535], desktopSize))),
  'has a huge pointer': (socket: Socket) =>
    start(socket, update(rectangle([0, 0, 65_535, 65_535], cursor))),
  'draws beside its screen': (socket: Socket) =>
    start(socket, update(rectangle([500, 0, 65_000, 65_000], raw))),
  'has a broken compression': (socket: Socket) =>
    start(socket, update(rectangle(all, zrle, i32(64), Buffer.alloc(64, 0xa5)))),
  'speaks of what nobody knows': (socket: Socket) => start(socket, Buffer.alloc(64, 0x77)),
} as const satisfies Record<string, (socket: Socket) => unknown>
export type Hostility = keyof typeof hostilities | 'never greets' | 'greets without end'

/** Takes the socket at `file` from whoever listens there. */
export async function startHostileDisplay(file: string): Promise<HostileDisplay> {
  rmSync(file, { force: true })
  const sockets = new Set<Socket>()
  let how: Hostility = 'is well'
  let newest: Socket | null = null
  const server = createServer((socket) => {
    newest = socket
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => sockets.delete(socket))
    if (how === 'never greets') return
    if (how === 'greets without end') pour(socket, () => Buffer.from('RFB 003.008 and so on '))
    else void letIn(socket, hostilities[how])
  })
  await once(server.listen(file), 'listening')
  return {
    behave: (next) => {
      how = next
    },
    taken: () => (newest === null ? 0 : newest.bytesWritten - newest.writableLength),
    stop: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

/** RFB 3.8 without a password, up to what the client says of sharing. */
async function letIn(socket: Socket, then: (socket: Socket) => unknown): Promise<void> {
  const heard = async () => void (await once(socket, 'data'))
  try {
    socket.write('RFB 003.008\n')
    await heard()
    socket.write(Buffer.of(1, 1))
    await heard()
    socket.write(i32(0))
    await heard()
    socket.resume()
    then(socket)
  } catch {
    // whoever comes may leave at any time
    socket.destroy()
  }
}
