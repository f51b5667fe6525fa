import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Log } from '../log.ts'
import type { Asked, Refused } from './asked.ts'

/** One line for each answer: changes and refusals at info, looking at debug. The query is left out. */
export function logAnswer(
  log: Log,
  request: IncomingMessage,
  response: ServerResponse,
  asked: ({ ok: true } & Asked) | Refused,
): void {
  const startedAt = performance.now()
  response.once('close', () => {
    const { method = 'GET', url = '' } = request
    const line = {
      request: asked.ok ? asked.id : undefined,
      address: asked.ok ? asked.visitor.address : request.socket.remoteAddress,
      method,
      path: url.split('?', 1)[0]?.slice(0, 300),
      status: response.statusCode,
      took: Math.round(performance.now() - startedAt),
      cut: response.writableFinished ? undefined : true,
    }
    if (method === 'GET' && response.statusCode < 400) log.debug(line, 'answered')
    else log.info(line, 'answered')
  })
}
