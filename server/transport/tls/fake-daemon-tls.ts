import { createServer, type TlsOptions } from 'node:tls'
import type { Behaviour } from '../fake-end.ts'

/** TLS as a daemon speaks it: `ca` is whose clients it lets in, `first` what it says then. */
export function daemonTls(
  context: TlsOptions,
  { first = Buffer.from([1]), wanted = true }: { first?: Buffer; wanted?: boolean } = {},
): Behaviour {
  const asking = { ...context, requestCert: true, rejectUnauthorized: false }
  const server = createServer(asking, (secured) => {
    secured.on('error', () => {})
    // what it has said of the handshake must leave first
    if (wanted && !secured.authorized) setTimeout(() => secured.destroy(), 20)
    else secured.write(first)
  })
  server.on('tlsClientError', () => {})
  return (socket) => void server.emit('connection', socket)
}
