import { createServer, type Socket } from 'node:net'
import { abis } from './proxy-abi.ts'
import { answerPacket, type ProxyWorld } from './proxy-commands.ts'
import { readPacket, writePacket } from './proxy-packet.ts'
import { someProxyWorld } from './proxy-world.ts'

/** The name that every version of libvirt's own code has, in the abstract space and padded to its whole size. */
export const realProxyName = padded('/tmp/livirt_proxy_conn')
/** The spelling of the documents. */
export const documentedProxyName = padded('/tmp/libvirt_proxy_conn')

/** An abstract name as a client has to give it: 108 bytes, with a NUL before and the rest after. */
export function padded(name: string): string {
  return `\0${name}`.padEnd(108, '\0')
}

export interface XenProxyOptions {
  abi: keyof typeof abis
  /** A file's path, or an abstract name such as `realProxyName`. */
  socket: string
  world?: ProxyWorld
  /** Answers are cut into pieces of so many bytes. */
  pieces?: number
}

export interface FakeXenProxy {
  readonly socket: string
  /** May be changed as the test goes. */
  readonly world: ProxyWorld
  /** Commands by number, in the order they came: the last thousand. */
  requests(): readonly number[]
  stop(): Promise<void>
}

const seenMax = 1_000
const clientsMax = 64

/** libvirt's proxy as it was from 0.1.2 to 0.8.5. */
export async function startXenProxy(options: XenProxyOptions): Promise<FakeXenProxy> {
  const world = options.world ?? someProxyWorld()
  const seen: number[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    if (sockets.size >= clientsMax) {
      socket.destroy()
      return
    }
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    serve(socket, { ...options, world }, (command) => {
      seen.push(command)
      if (seen.length > seenMax) seen.shift()
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.socket, () => resolve())
  })
  return {
    socket: options.socket,
    world,
    requests: () => seen,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

function serve(
  socket: Socket,
  { world, abi, pieces }: XenProxyOptions & { world: ProxyWorld },
  saw: (command: number) => void,
): void {
  let bytes = Buffer.alloc(0)
  let sending = Promise.resolve()
  socket.on('data', (chunk) => {
    bytes = Buffer.concat([bytes, chunk])
    for (;;) {
      const read = readPacket(bytes)
      if (read === null) return
      const answer = read === 'fault' ? null : answerPacket(read.packet, world, abis[abi])
      // a fault of any kind ends the connection without a word
      if (read === 'fault' || answer === null) {
        socket.destroy()
        return
      }
      saw(read.packet.command)
      bytes = bytes.subarray(read.length)
      const whole = writePacket(answer)
      sending = sending.then(() => send(socket, whole, pieces ?? whole.length))
    }
  })
}

async function send(socket: Socket, whole: Buffer, size: number): Promise<void> {
  for (let at = 0; at < whole.length && !socket.destroyed; at += size) {
    socket.write(whole.subarray(at, at + size))
    if (size < whole.length) await new Promise((resolve) => setTimeout(resolve, 1))
  }
}
