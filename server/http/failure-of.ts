import { ORPCError, ValidationError } from '@orpc/server'
import { asFailure, Failure } from '../../lib/failure.ts'

/** What was thrown on the way to an answer, as one of our failures: the library's refusals of input by what they say of it. */
export function failureOf(cause: unknown): Failure {
  if (!(cause instanceof ORPCError)) return asFailure(cause)
  if (cause.cause instanceof Failure) return cause.cause
  if (cause.code !== 'BAD_REQUEST') return new Failure('server.fault', null, { cause })
  return new Failure('request.invalid', issuesOf(cause), { cause })
}

/** `name: A name is needed.`, one after the other. What was sent is not in it: it may be a secret. */
function issuesOf({ cause }: ORPCError<string, unknown>): string | null {
  if (!(cause instanceof ValidationError)) return null
  return cause.issues
    .slice(0, 5)
    .map(({ path = [], message }) => {
      const where = path.map((part) => String(typeof part === 'object' ? part.key : part))
      return where.length === 0 ? message : `${where.join('.')}: ${message}`
    })
    .join(' ')
}
