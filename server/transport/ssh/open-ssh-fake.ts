import { createServer, type Server as NetServer, type Socket } from 'node:net'
import ssh2, { type AuthContext, type Connection, type ServerConfig } from 'ssh2'

export interface FakeHost {
  port: number
  /** Its public host key, base64. */
  key: string
  stop(): void
}

const hostKey = ssh2.utils.generateKeyPairSync('ed25519')

/** An SSH server of ssh2's own, that lets in as a test says. */
export function startFake(
  authenticate: (context: AuthContext, times: number) => void,
  more: Partial<ServerConfig> = {},
): Promise<FakeHost> {
  const server = new ssh2.Server({ hostKeys: [hostKey.private], ...more }, (client: Connection) => {
    let times = 0
    client.on('error', () => {}) // they hang up
    client.on('authentication', (context) => authenticate(context, times++))
    client.on('ready', () => {
      client.on('session', (accept) => {
        accept().on('exec', (take) => {
          const stream = take()
          stream.exit(0)
          stream.end('done')
        })
      })
    })
  })
  return listening(server as unknown as NetServer)
}

/** Anything that takes connections. */
export const startRaw = (talk: (socket: Socket) => void): Promise<FakeHost> =>
  listening(
    createServer((socket) => {
      socket.on('error', () => {})
      talk(socket)
    }),
  )

async function listening(server: NetServer): Promise<FakeHost> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => sockets.add(socket))
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as { port: number }
  return {
    port,
    key: hostKey.public.split(' ')[1]!,
    stop: () => {
      server.close()
      for (const socket of sockets) socket.destroy?.()
    },
  }
}
