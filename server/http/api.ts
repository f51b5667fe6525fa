import type { IncomingMessage, ServerResponse } from 'node:http'
import { OpenAPIHandler } from '@orpc/openapi/node'
import { CompressionPlugin } from '@orpc/server/node'
import { Failure } from '../../lib/failure.ts'
import { paths } from '../../lib/paths.ts'
import type { Log } from '../log.ts'
import { sendFailure, toOrpcError } from './answer.ts'
import { readBody } from './body.ts'
import type { RequestContext } from './context.ts'
import { failureOf } from './failure-of.ts'
import { inertPolicy } from './headers.ts'
import type { Metrics } from './metrics.ts'
import { router } from './router.ts'
import type { Services } from './services.ts'

type Answer = (
  request: IncomingMessage,
  response: ServerResponse,
  context: Omit<RequestContext, 'refusal'>,
) => Promise<void>

/** Answers everything under /api that the contract names. What nobody planned for is a fault, told by the request's id alone. */
export function openApi(services: Services, log: Log, metrics: Metrics): Answer {
  const handler = new OpenAPIHandler(router(services), {
    plugins: [new CompressionPlugin()],
    interceptors: [
      async ({ next, context }) => {
        try {
          return await next()
        } catch (cause) {
          const failure = failureOf(cause)
          if (failure.code === 'server.fault') {
            log.error({ request: context.request, err: failure.cause ?? failure }, 'fault')
          }
          throw toOrpcError(failure, context.request)
        }
      },
    ],
    clientInterceptors: [
      async ({ next, path }) => {
        const startedAt = performance.now()
        const observe = (status: number) =>
          metrics.answered(path.join('.'), status, (performance.now() - startedAt) / 1000)
        try {
          const answer = await next()
          observe(200)
          return answer
        } catch (cause) {
          observe(toOrpcError(failureOf(cause), '').status)
          throw cause
        }
      },
    ],
  })

  return async (request, response, context) => {
    const body = await readBody(request)
    // the library takes a body that was read before it; given none, it would read what was refused
    Object.assign(request, { body: (body.ok ? body.value : null) ?? {} })
    response.setHeader('Cache-Control', 'no-store')
    response.setHeader('Content-Security-Policy', inertPolicy)
    // what was refused unread is not read to its end
    if (!body.ok) response.setHeader('Connection', 'close')
    const { matched } = await handler.handle(request, response, {
      prefix: paths.api() as `/${string}`,
      context: { ...context, refusal: body.ok ? null : body.failure },
    })
    if (!matched) sendFailure(response, new Failure('request.unknown'), context.request)
  }
}
