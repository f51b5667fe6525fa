import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { Duplex } from 'node:stream'
import { asFailure } from '../../lib/failure.ts'
import { paths } from '../../lib/paths.ts'
import type { Config } from '../config.ts'
import type { Log } from '../log.ts'
import { sendFailure, sendText } from './answer.ts'
import { isApi, openApiDoor } from './api-door.ts'
import { type Asked, ask } from './asked.ts'
import { ConsoleDoor, isConsole } from './console-door.ts'
import { setCommonHeaders } from './headers.ts'
import { openHealth } from './health.ts'
import { LiveDoor, type LiveServices, refuseUpgrade } from './live.ts'
import { openMetrics } from './metrics.ts'
import type { Pages } from './pages.ts'
import { logAnswer } from './request-log.ts'
import type { Services } from './services.ts'

export interface HttpParts {
  config: Config
  log: Log
  services: Services
  hub: LiveServices['hub']
  pages: Pages
  version: string
  /** PEM, when this server itself speaks TLS. */
  tls: { cert: Buffer; key: Buffer } | null
  isReady: () => Promise<boolean>
}

type OnRequest = (request: IncomingMessage, response: ServerResponse, asked: Asked) => Promise<void>

/** Everything a browser meets: our API and socket first, pages for the rest. Not yet listening. */
export function openHttp(parts: HttpParts): Server {
  const { services, pages } = parts
  const { auth, audit, connections } = services
  const live = new LiveDoor({ viewers: auth.viewers, audit, hub: parts.hub })
  const consoles = new ConsoleDoor({ viewers: auth.viewers, audit, consoles: services.consoles })
  const metrics = openMetrics({ connections: () => connections.rows(), sockets: () => live.open })
  const health = openHealth(parts.isReady, metrics)
  const api = openApiDoor(services, parts.log, metrics, parts.version)

  const answer: OnRequest = async (request, response, asked) => {
    const isSignedIn = async () => (await asked.signedIn()) !== null
    if (isApi(asked.url)) await api(request, response, asked)
    else if (!(await health(response, asked))) {
      await pages.handle(request, response, asked.url, isSignedIn)
    }
  }

  const server = parts.tls === null ? createServer() : createTlsServer(parts.tls)
  server.headersTimeout = 10_000
  server.requestTimeout = 30_000
  server.keepAliveTimeout = 65_000
  server.maxConnections = 4_000
  server.on('request', guarded(parts, answer))
  server.on('upgrade', upgrading(parts, live, consoles))
  return server
}

/** Says who asks and what came of it, around whatever answers; nothing thrown inside gets out. */
function guarded({ config, log, services }: HttpParts, answer: OnRequest) {
  const onRequest: OnRequest = async (request, response, asked) => {
    try {
      await answer(request, response, asked)
    } catch (cause) {
      const failure = asFailure(cause)
      if (failure.code === 'server.fault') log.error({ request: asked.id, err: cause }, 'fault')
      if (response.headersSent) response.destroy()
      else sendFailure(response, failure, asked.id)
    }
  }
  return (request: IncomingMessage, response: ServerResponse) => {
    const asked = ask(request, config, services.auth)
    logAnswer(log, request, response, asked)
    setCommonHeaders(response, asked)
    if (asked.ok) void onRequest(request, response, asked)
    else sendText(response, asked.status, asked.why)
  }
}

function upgrading(
  { config, log, services, pages }: HttpParts,
  live: LiveDoor,
  consoles: ConsoleDoor,
) {
  const onUpgrade = async (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const asked = ask(request, config, services.auth)
    if (!asked.ok) refuseUpgrade(socket, asked.status, asked.why)
    else if (isConsole(asked.url)) {
      const { url, visitor } = asked
      const signedIn = await asked.signedIn()
      await consoles.enter(url, { request, socket, head, visitor, signedIn })
    } else if (asked.url.pathname !== paths.live()) pages.upgrade(request, socket, head)
    else await live.enter(request, socket, head, asked.visitor, await asked.signedIn())
  }
  return (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    onUpgrade(request, socket, head).catch((cause) => {
      log.error({ err: cause }, 'fault')
      socket.destroy()
    })
  }
}
