import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'

/** What a far end does with a connection: it may secure it, or not. */
export type Behaviour = (socket: Socket) => void

/** A far end for tests on a port of 127.0.0.1 and nothing else. */
export interface FakeEnd {
  readonly port: number
  /** How often it was dialled. */
  dialled(): number
  close(): Promise<void>
}

export async function fakeEnd(behave: Behaviour): Promise<FakeEnd> {
  const open = new Set<Socket>()
  let dialled = 0
  const server = createServer((socket) => {
    dialled += 1
    open.add(socket.on('error', () => {}))
    socket.on('close', () => open.delete(socket))
    behave(socket)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    dialled: () => dialled,
    close: async () => {
      for (const socket of open) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
