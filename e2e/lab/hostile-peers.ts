import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { compiledMain } from './compiled.ts'

/** What the command may hold in all, KiB, whoever it talks to: Node itself takes some 60 MiB. */
export const mostMemory = 192 * 1024
/** No rung waits longer than this for its host, ms. */
export const longest = 35_000

export type Talk = (socket: Socket) => void

/** Writes without end, as fast as it is taken. */
export function pour(socket: Socket, chunk: Buffer): void {
  const more = () => {
    while (socket.writable && socket.write(chunk));
  }
  socket.on('drain', more)
  more()
}

/** Writes a byte now and then, for ever. */
export function drip(socket: Socket, byte: string): void {
  const timer = setInterval(() => socket.write(byte), 2_000)
  socket.on('close', () => clearInterval(timer))
}

export interface Peers {
  /** The port of loopback at which everybody is talked to like this. */
  portOf(talk: Talk): Promise<number>
  stop(): void
}

export function openPeers(): Peers {
  const servers: Server[] = []
  const sockets = new Set<Socket>()
  return {
    portOf: async (talk) => {
      const server = createServer((socket) => {
        sockets.add(socket.on('error', () => socket.destroy()))
        socket.on('close', () => sockets.delete(socket))
        talk(socket)
      })
      servers.push(server)
      await once(server.listen(0, '127.0.0.1'), 'listening')
      return (server.address() as AddressInfo).port
    },
    stop: () => {
      for (const server of servers.splice(0)) server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}

export interface Outcome {
  code: unknown
  out: string
  err: string
  /** KiB it held at most. */
  memory: number
  /** ms */
  span: number
}

const tellMemory =
  'data:text/javascript,process.on("exit",()=>console.error("MEMORY",process.resourceUsage().maxRSS))'

/** Runs the real command, with nobody to be asked. */
export function tried(...args: readonly string[]): Promise<Outcome> {
  const all = ['--import', tellMemory, compiledMain(), ...args]
  const from = Date.now()
  return new Promise((resolve) => {
    execFile(process.execPath, all, { timeout: 2 * longest }, (failure, out, err) => {
      const memory = Number(/MEMORY (\d+)/.exec(err)?.[1] ?? Number.NaN)
      const span = Date.now() - from
      resolve({ code: failure?.code ?? 0, out, err, memory, span })
    }).stdin?.end()
  })
}
