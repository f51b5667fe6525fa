import { randomBytes } from 'node:crypto'
import { type IncomingMessage, Server, type ServerResponse } from 'node:http'
import path from 'node:path'
import type { Duplex } from 'node:stream'
import next from 'next'
import { nonceHeader } from '../seam.ts'
import { sendText } from './answer.ts'
import { filesIn } from './files-in.ts'
import { isOpenToAll, signInFor } from './gate.ts'
import { pagePolicy } from './headers.ts'
import { openStaticFiles } from './static-files.ts'

export interface Pages {
  handle(
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
    signedIn: () => Promise<boolean>,
  ): Promise<void>
  /** Sockets of the development server's hot reload; everything else is refused. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  close(): Promise<void>
}

/**
 * The pages, drawn by Next from the build under `root`, each behind the session gate and its own policy.
 * Next believes it owns the server it is given: it listens for `upgrade` there and ends sockets on any path
 * that a route matches. So it is given one that never listens, and we hand that the sockets it may have.
 */
export async function openPages({
  root,
  dev,
  address,
  port,
}: {
  root: string
  dev: boolean
  /** Hot reload answers pages asked for by this name or by localhost. */
  address: string
  port: number
}): Promise<Pages> {
  const decoy = new Server()
  const app = next({ dev, dir: root, hostname: address, port, httpServer: decoy })
  await app.prepare()
  const draw = app.getRequestHandler()
  const files = filesIn(path.join(root, 'public'))
  const built = dev ? null : openStaticFiles(path.join(root, '.next/static'))

  return {
    async handle(request, response, url, signedIn) {
      const looks = request.method === 'GET' || request.method === 'HEAD'
      // the development overlay posts to ask where an error came from
      if (!looks && !(dev && url.pathname.startsWith('/__nextjs'))) {
        response.setHeader('Allow', 'GET, HEAD')
        return sendText(response, 405, 'Pages are only for looking: changes go through /api.')
      }
      if (!isOpenToAll(url.pathname, files, dev) && !(await signedIn())) {
        response.writeHead(303, { Location: signInFor(url), 'Cache-Control': 'no-store' })
        response.end()
        return
      }
      if (await built?.(request, response, url)) return
      const nonce = randomBytes(16).toString('base64')
      const policy = pagePolicy(nonce, dev)
      // Next puts the nonce that it finds here on its own scripts
      request.headers['content-security-policy'] = policy
      request.headers[nonceHeader] = nonce
      response.setHeader('Content-Security-Policy', policy)
      await draw(request, response)
    },
    upgrade(request, socket, head) {
      const hot = dev && request.url?.startsWith('/_next/') && decoy.listenerCount('upgrade') > 0
      if (hot) decoy.emit('upgrade', request, socket, head)
      else socket.destroy()
    },
    close: () => app.close(),
  }
}
