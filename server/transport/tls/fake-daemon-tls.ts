import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { createSecureContext, type SecureContextOptions, TLSSocket } from 'node:tls'

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
  context: SecureContextOptions,
  { first = Buffer.from([1]), wanted = true }: { first?: Buffer; wanted?: boolean } = {},
): Behaviour {
  const secureContext = createSecureContext(context)
  return (socket) => {
    const secured = new TLSSocket(socket, {
      isServer: true,
      secureContext,
      requestCert: true,
      rejectUnauthorized: false,
    })
    secured.on('error', () => socket.destroy())
    secured.once('secure', () => {
      const cert = secured.getPeerCertificate()
      const good = Object.keys(cert).length > 0 && secured.ssl.verifyError() == null
      // what it has said of the handshake must leave first
      if (wanted && !good) return void setTimeout(() => secured.destroy(), 20)
      secured.write(first)
    })
  }
}
