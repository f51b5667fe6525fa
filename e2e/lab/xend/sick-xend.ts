import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import type { Misbehaviour } from './misbehaviours.ts'
import { type FakeXend, startXend, type XendOptions } from './start-xend.ts'

/** A xend that can fall ill and be well again, at the same port. */
export interface SickXend {
  readonly xend: FakeXend
  readonly url: string
  /** From now on requests get this instead of an answer: all, or those that begin so. Returns how many did so far. */
  fallIll(misbehaviour: Misbehaviour, beginning?: string): () => number
  recover(): void
  stop(): Promise<void>
}

export async function startSickXend(options: Omit<XendOptions, 'listen'>): Promise<SickXend> {
  const xend = await startXend({ ...options, listen: { port: 0 } })
  const sockets = new Set<Socket>()
  let illness: ((request: string) => Misbehaviour | null) | null = null
  const server = createServer((socket) => {
    track(socket, sockets)
    socket.once('data', (bytes) => {
      const misbehaviour = illness?.(String(bytes)) ?? null
      if (misbehaviour === null) passOn(bytes, socket, xend, sockets)
      else misbehaviour(socket)
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    xend,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    fallIll: (misbehaviour, beginning = '') => {
      let count = 0
      illness = (request) => {
        if (!request.startsWith(beginning)) return null
        count += 1
        return misbehaviour
      }
      return () => count
    },
    recover: () => {
      illness = null
    },
    stop: async () => {
      server.close()
      for (const socket of sockets) socket.destroy()
      await xend.stop()
    },
  }
}

function track(socket: Socket, sockets: Set<Socket>): void {
  sockets.add(socket)
  socket.on('error', () => socket.destroy())
  socket.on('close', () => sockets.delete(socket))
}

function passOn(first: Buffer, socket: Socket, { url }: FakeXend, sockets: Set<Socket>): void {
  const real = connect(Number(new URL(url).port), '127.0.0.1')
  track(real, sockets)
  socket.on('close', () => real.destroy())
  real.write(first)
  socket.pipe(real).pipe(socket)
}
