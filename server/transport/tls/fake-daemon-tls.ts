import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer, type TlsOptions } from 'node:tls'

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
  const server: Server = createServer((socket) => {
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

/** TLS as a daemon speaks it: `ca` is whose clients it lets in, `first` what it says then. */
export function daemonTls(
  context: TlsOptions,
  { first = Buffer.from([1]), wanted = true }: { first?: Buffer; wanted?: boolean } = {},
): Behaviour {
  const asking = { ...context, requestCert: true, rejectUnauthorized: false }
  const server = createTlsServer(asking, (secured) => {
    secured.on('error', () => {})
    // what it has said of the handshake must leave first
    if (wanted && !secured.authorized) setTimeout(() => secured.destroy(), 20)
    else secured.write(first)
  })
  server.on('tlsClientError', () => {})
  return (socket) => void server.emit('connection', socket)
}
