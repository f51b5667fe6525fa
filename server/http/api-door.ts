import type { IncomingMessage, ServerResponse } from 'node:http'
import { paths } from '../../lib/paths.ts'
import type { Log } from '../log.ts'
import { sendJson } from './answer.ts'
import { openApi } from './api.ts'
import type { Asked } from './asked.ts'
import { writeCookie } from './cookie.ts'
import type { Metrics } from './metrics.ts'
import { openApiDocument } from './open-api.ts'
import { openScreenshots, screenshotOf } from './screenshot.ts'
import type { Services } from './services.ts'
import { isSameOrigin } from './visitor.ts'

export const isApi = ({ pathname }: URL): boolean =>
  pathname === paths.api() || pathname.startsWith(`${paths.api()}/`)

/** All of /api: the contract's rows, the document that describes them, and pictures, which are no JSON. */
export function openApiDoor(services: Services, log: Log, metrics: Metrics, version: string) {
  const contractual = openApi(services, log, metrics)
  const screenshots = openScreenshots(services.connections)
  let document: ReturnType<typeof openApiDocument> | null = null

  return async (request: IncomingMessage, response: ServerResponse, asked: Asked) => {
    const { id, url, visitor } = asked
    const signedIn = await asked.signedIn()
    if (request.method === 'GET') {
      const picture = screenshotOf(url.pathname)
      if (picture !== null) return screenshots(response, signedIn?.person ?? null, picture)
      if (url.pathname === paths.openApi()) {
        document ??= openApiDocument(version)
        return sendJson(response, 200, await document)
      }
    }
    await contractual(request, response, {
      request: id,
      place: { address: visitor.address, agent: request.headers['user-agent'] ?? '' },
      signedIn,
      sameOrigin: isSameOrigin(request, visitor),
      origin: visitor.origin,
      setToken: (token) => {
        response.setHeader('Set-Cookie', writeCookie(token, visitor.secure))
      },
    })
  }
}
