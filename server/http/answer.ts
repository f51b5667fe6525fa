import type { ServerResponse } from 'node:http'
import { ORPCError } from '@orpc/server'
import { toApiError } from '../../lib/contract/errors.ts'
import { type Failure, failureKinds } from '../../lib/failure.ts'
import { inertPolicy } from './headers.ts'

/** A failure as the API's error, for the library to write: the browser's client reads `data`. */
export function toOrpcError(failure: Failure, request: string): ORPCError<string, unknown> {
  const { status, say } = failureKinds[failure.code]
  return new ORPCError(failure.code, {
    status,
    message: say,
    data: toApiError(failure, request),
    cause: failure,
  })
}

/** The same error where the library is not at work. */
export function sendFailure(response: ServerResponse, failure: Failure, request: string): void {
  const error = toOrpcError(failure, request)
  sendJson(response, error.status, error.toJSON())
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  send(response, status, 'application/json', JSON.stringify(body))
}

export function sendText(response: ServerResponse, status: number, text: string): void {
  send(response, status, 'text/plain; charset=utf-8', `${text}\n`)
}

/** Answers with what must neither be kept nor, whatever a browser makes of it, run. */
export function send(
  response: ServerResponse,
  status: number,
  type: string,
  body: string | Uint8Array,
): void {
  response.writeHead(status, {
    'Content-Type': type,
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    'Content-Security-Policy': inertPolicy,
  })
  response.end(body)
}
