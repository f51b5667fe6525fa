import type { ApiError } from '../contract/errors.ts'
import { type FailureCode, failureKinds } from '../failure.ts'

/** A request that did not do what was asked; `error` is what the server said, or what stands for its silence. */
export class RequestFailed extends Error {
  readonly error: ApiError
  constructor(error: ApiError, options?: ErrorOptions) {
    super(failureKinds[error.code].say, options)
    this.name = 'RequestFailed'
    this.error = error
  }
}

/** Anything caught around a request, as an ApiError. What is not of the api's making is a fault of the page. */
export const asApiError = (cause: unknown): ApiError =>
  cause instanceof RequestFailed
    ? cause.error
    : {
        code: 'server.fault',
        detail: cause instanceof Error ? cause.message : String(cause),
        request: '',
        trouble: null,
      }

/** The sentence a person reads for a failure. The other side's own words (`detail`) are shown apart from it. */
export const sentenceOf = (error: ApiError): string => failureKinds[error.code].say

/** A failure as it is shown where it was asked for. */
export const problemOf = (error: ApiError | null) =>
  error && { says: sentenceOf(error), detail: error.detail }

const isCode = (value: unknown): value is FailureCode =>
  typeof value === 'string' && Object.hasOwn(failureKinds, value)

const record = (value: unknown): Record<string, unknown> | null =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null

/** What to say when an answer carries no failure of ours: a proxy's page, a crash. By HTTP status. */
const byStatus: Record<number, FailureCode> = {
  400: 'request.invalid',
  401: 'session.missing',
  403: 'permission.denied',
  404: 'request.unknown',
  413: 'request.too-large',
  429: 'server.busy',
  502: 'server.unreachable',
  503: 'server.unreachable',
  504: 'server.unreachable',
}

/** Reads the body of an answer that is not a success. */
export function readApiError(body: unknown, status: number): ApiError {
  const outer = record(body)
  const inner = record(outer?.data) ?? outer
  const { code, detail, request, trouble } = inner ?? {}
  return {
    code: isCode(code) ? code : (byStatus[status] ?? 'server.fault'),
    detail: typeof detail === 'string' ? detail : null,
    request: typeof request === 'string' ? request : '',
    trouble: typeof trouble === 'string' ? trouble : null,
  }
}
