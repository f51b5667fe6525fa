import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

const words = (...all: readonly number[]) => {
  const bytes = Buffer.alloc(all.length * 4)
  for (const [at, word] of all.entries()) bytes.writeUInt32BE(word, at * 4)
  return bytes
}
/** The answer to AUTH_LIST: one kind, none. */
const authList = words(36, 0x20008086, 1, 66, 1, 0, 0, 1, 0)
/** The same of another version of the protocol than there is. */
const otherVersion = words(36, 0x20008086, 2, 66, 1, 0, 0, 1, 0)

/** Who may be found where a libvirt daemon should be, and what each does to a caller. */
export const impostors = {
  'a web server': (socket) =>
    socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n')),
  xend: (socket) => socket.once('data', () => socket.end('HTTP/1.0 500 Internal Server Error\r\n')),
  'an SSH server': (socket) => socket.write('SSH-2.0-OpenSSH_9.2p1\r\n'),
  'a TLS server': (socket) =>
    socket.once('data', () => socket.end(Buffer.from('15030300020246', 'hex'))),
  'a screen': (socket) => socket.write('RFB 003.008\n'),
  'a mail server': (socket) => socket.write('220 mail.example ESMTP\r\n'),
  'another version': (socket) => socket.once('data', () => socket.write(otherVersion)),
  noise: (socket) => socket.write(Buffer.alloc(1024, 0xff)),
  'one that floods': (socket) => {
    const pour = () => {
      while (socket.writable && socket.write(Buffer.alloc(1 << 20)));
    }
    socket.on('drain', pour)
    pour()
  },
  'one that hangs up': (socket) => socket.end(),
  'one that is silent': () => {},
  'one that dribbles': (socket) => {
    const bytes = [...authList]
    const drip = setInterval(() => socket.write(Buffer.from(bytes.splice(0, 1))), 200)
    socket.on('close', () => clearInterval(drip))
  },
  'one that ends mid-frame': (socket) =>
    socket.once('data', () => socket.end(Buffer.from('000000401f', 'hex'))),
} as const satisfies Record<string, (socket: Socket) => unknown>
export type Impostor = keyof typeof impostors

export interface Impostors {
  /** At a socket's path. */
  at(path: string, who: Impostor): Promise<void>
  /** At a port of loopback, which it returns. */
  atPort(who: Impostor): Promise<number>
  /** At a socket's path, a way to a real one that ends after so many bytes of its answers. */
  relay(path: string, to: string, bytes: number, end: 'stall' | 'cut'): Promise<void>
  stop(): void
}

export function openImpostors(): Impostors {
  const servers: Server[] = []
  const sockets = new Set<Socket>()
  const serve = (talk: (socket: Socket) => unknown) => {
    const server = createServer((socket) => {
      sockets.add(socket)
      socket.on('close', () => sockets.delete(socket))
      socket.on('error', () => socket.destroy())
      talk(socket)
    })
    servers.push(server)
    return server
  }
  const serveAt = (path: string, talk: (socket: Socket) => unknown) =>
    new Promise<void>((resolve) => serve(talk).listen(path, () => resolve()))
  return {
    at: (path, who) => serveAt(path, impostors[who]),
    relay: (path, to, bytes, end) => serveAt(path, relaying(to, bytes, end)),
    atPort: (who) => {
      const server = serve(impostors[who])
      return new Promise((resolve) => {
        server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
      })
    },
    stop: () => {
      for (const server of servers) server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}

function relaying(to: string, bytes: number, end: 'stall' | 'cut') {
  return (socket: Socket) => {
    let left = bytes
    const real = connect(to)
    socket.pipe(real)
    socket.on('close', () => real.destroy())
    real.on('error', () => socket.destroy())
    real.on('data', (chunk) => {
      if (left > 0) socket.write(chunk.subarray(0, left))
      left -= chunk.length
      if (left <= 0 && end === 'cut') socket.end()
    })
  }
}
