import type { Call, Operation } from './operation.ts'
import { InvalidDomain, PythonError, repr, type Value, XendError } from './python-value.ts'
import { wantsSxp } from './reply.ts'
import { ParseError } from './sxp-parse.ts'
import { writeValue } from './write-value.ts'

/** Does the operation that the form names, and writes its answer. */
export function perform<C extends Call>(
  call: C,
  operations: Readonly<Record<string, Operation<C>>>,
): void {
  writeValue(call, outcome(call, operations))
}

function outcome<C extends Call>(
  call: C,
  operations: Readonly<Record<string, Operation<C>>>,
): Value | undefined {
  const { reply, request, host } = call
  const [op, ...more] = request.fields.get('op') ?? []
  if (op === undefined || more.length > 0) {
    Object.assign(reply, { status: 406, reason: 'Invalid request' })
    return ''
  }
  const operation = Object.hasOwn(operations, op) ? operations[op] : undefined
  if (operation === undefined || operation.isThere?.(host.personality) === false) {
    const words = `Operation not implemented: ${op}`
    Object.assign(reply, { status: 501, reason: words })
    reply.body += words
    return ''
  }
  if (operation.accepts) {
    reply.status = 202
    reply.headers.set('location', `${call.url}/..`)
  }
  return operation.inThread ? inThread(call, operation) : attempt(call, op, operation)
}

function attempt<C extends Call>(call: C, op: string, operation: Operation<C>): Value | undefined {
  try {
    return operation.run(call)
  } catch (error) {
    const { failedStatus } = call.host.personality
    if (failedStatus !== null) {
      Object.assign(call.reply, { status: failedStatus, reason: `Request failed: ${op}` })
    }
    const words = sentence(error)
    return wantsSxp(call.request) ? ['xend.err', words] : `<p>${words}</p>`
  }
}

/** What it returns is dropped; the status stays what it was where it fails, and an error that is not xend's own ends the thread. */
function inThread<C extends Call>(call: C, operation: Operation<C>): Value | undefined {
  call.reply.inThread = true
  try {
    operation.run(call)
    return undefined
  } catch (error) {
    if (!(error instanceof XendError) && !(error instanceof ParseError)) {
      sentence(error)
      call.reply.isNever = true
      return undefined
    }
    if (wantsSxp(call.request)) return ['xend.err', error.message]
    call.reply.headers.set('content-type', 'text/plain')
    call.reply.body += `Error : ${error.message}`
    return undefined
  }
}

/** What an error says as `str()`; ours are not xend's, and go on. */
function sentence(error: unknown): string {
  const isXends =
    error instanceof XendError || error instanceof PythonError || error instanceof ParseError
  if (isXends) return error.message
  if (error instanceof InvalidDomain) return `<Fault 3: ${repr(error.message)}>`
  throw error
}
