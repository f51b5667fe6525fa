import { createServer, type Server, type Socket } from 'node:net'
import { replyBytes } from './http-reply.ts'
import { type HttpRequest, parseRequest } from './http-request.ts'
import { emptyReply, type Reply } from './reply.ts'
import type { Shuffle } from './shuffled.ts'

export interface Manners {
  /** The next connection waits until this one is done with, also if it is idle. */
  oneAtATime: boolean
  /** Whether the socket stays open after this answer, though nobody reads from it any more. */
  leavesOpen: (method: string, status: number) => boolean
  order: Shuffle
}

export interface Listener {
  server: Server
  /** The most that were waiting for an answer, or kept alive, at the same time. */
  mostAtOnce(): number
  opened(): number
  close(): Promise<void>
}

/** xend's own small server for HTTP over TCP or a unix socket. */
export function listenHttp(manners: Manners, answer: (request: HttpRequest) => Reply): Listener {
  const sockets = new Set<Socket>()
  const waiting: Socket[] = []
  const unanswered = new Set<Socket>()
  const counts = { opened: 0, most: 0 }
  let busy: Socket | null = null
  const next = () => {
    busy = waiting.shift() ?? null
    if (busy !== null) serve(busy)
  }
  const done = (socket: Socket) => {
    unanswered.delete(socket)
    if (busy === socket) next()
  }
  const serve = (socket: Socket) => {
    serveConnection(socket, manners, answer, () => done(socket))
  }
  const server = createServer({ pauseOnConnect: true, allowHalfOpen: true }, (socket) => {
    counts.opened += 1
    sockets.add(socket)
    unanswered.add(socket)
    counts.most = Math.max(counts.most, unanswered.size)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => {
      sockets.delete(socket)
      if (waiting.includes(socket)) waiting.splice(waiting.indexOf(socket), 1)
      done(socket)
    })
    if (manners.oneAtATime) {
      waiting.push(socket)
      if (busy === null) next()
    } else serve(socket)
  })
  return {
    server,
    mostAtOnce: () => counts.most,
    opened: () => counts.opened,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

function serveConnection(
  socket: Socket,
  manners: Manners,
  answer: (request: HttpRequest) => Reply,
  release: () => void,
): void {
  let bytes = Buffer.alloc(0)
  const refuse = (status: number, hasUnread: boolean) => {
    socket.removeListener('data', take)
    const reply = { ...emptyReply(), status }
    const sending = { isHead: false, keepAlive: false, order: manners.order }
    // what was not read makes the kernel reset the connection
    socket.write(replyBytes(reply, sending), () => {
      setTimeout(() => (hasUnread ? reset(socket) : socket.destroy()), 20)
    })
  }
  const respond = (request: HttpRequest): boolean => {
    const reply = answer(request)
    if (reply.inThread) release()
    if (reply.isNever) return false
    const { keepAlive } = request
    const sending = { isHead: request.method === 'HEAD', keepAlive, order: manners.order }
    socket.write(replyBytes(reply, sending))
    if (keepAlive) return true
    release()
    if (!manners.leavesOpen(request.method, reply.status)) socket.end()
    return false
  }
  function take(chunk: Buffer): void {
    bytes = Buffer.concat([bytes, chunk])
    for (;;) {
      const parsed = parseRequest(bytes)
      if (parsed.kind === 'part') return
      if (parsed.kind === 'refusal') {
        refuse(parsed.status, parsed.hasUnread)
        return
      }
      bytes = bytes.subarray(parsed.length)
      if (!respond(parsed.request)) return
    }
  }
  socket.on('data', take)
  socket.on('end', () => {
    // somebody who has said all and hears nothing more goes; one that is left open is left alone until then
    socket.end()
  })
  socket.resume()
}

function reset(socket: Socket): void {
  if (socket.localPort === undefined) socket.destroy()
  else socket.resetAndDestroy()
}
