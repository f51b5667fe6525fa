import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import type { Wire } from '../../transport/transport.ts'

/** What a host does with the request it was sent on one connection. */
export type Behaviour = (socket: Socket, request: string) => void

export interface RawHost {
  dial: (signal: AbortSignal) => Promise<Wire>
  /** What was asked, each as the bytes it came in. */
  requests: string[]
  /** How many connections are open now. */
  open: { now: number }
  close(): void
}

/** A host of tests, on a real socket: the behaviours in turn, and the last from then on. */
export async function rawHost(...behaviours: Behaviour[]): Promise<RawHost> {
  const requests: string[] = []
  const open = { now: 0 }
  const server = createServer((socket) => {
    open.now += 1
    socket.on('close', () => {
      open.now -= 1
    })
    socket.on('error', () => {})
    whole(socket, (request) => {
      requests.push(request)
      const behave = behaviours[requests.length - 1] ?? behaviours.at(-1)
      behave?.(socket, request)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const dial = async (): Promise<Wire> => {
    const socket = connect(port, '127.0.0.1')
    await once(socket, 'connect')
    return { stream: socket, close: () => void socket.destroy() }
  }
  return { dial, requests, open, close: () => server.close() }
}

/** Calls back once the head and as much of a body as it promises are there. */
function whole(socket: Socket, then: (request: string) => void): void {
  let text = ''
  socket.on('data', (bytes) => {
    text += bytes.toString('latin1')
    const head = text.indexOf('\r\n\r\n')
    const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0)
    if (head < 0 || text.length < head + 4 + length) return
    const request = text
    text = ''
    then(request)
  })
}

/** An answer as xend 3.1.0 gave it, but for its body. */
export const answer = (body: string, { status = '200 OK', type = 'application/sxp' } = {}) =>
  [
    `HTTP/1.1 ${status}`,
    `Content-length: ${Buffer.byteLength(body)}`,
    'Expires: -1',
    ...(type === '' ? [] : [`Content-type: ${type}`]),
    'Pragma: no-cache',
    'Cache-control: no-cache',
    '',
    body,
  ].join('\r\n')

/** Says it and leaves the connection open, as xends often do. */
export const says =
  (text: string): Behaviour =>
  (socket) =>
    void socket.write(text)

/** Says it and closes. */
export const ends =
  (text: string): Behaviour =>
  (socket) =>
    void socket.end(text)
