import { implement } from '@orpc/server'
import type { EndpointMeta } from '../../lib/contract/endpoint.ts'
import { contract } from '../../lib/contract/http.ts'
import { Failure } from '../../lib/failure.ts'
import type { Deed } from '../audit/audit.ts'
import { authorise } from '../auth/authorise.ts'
import type { RequestContext } from './context.ts'
import { admittedIn, connectionIn, nameIn, particularsOf, subjectOf } from './deed.ts'
import { failureOf } from './failure-of.ts'
import type { Services } from './services.ts'

const rows = implement(contract).$context<RequestContext>()

/**
 * The contract's rows, each behind the same gate: origin, session, permission, body, then the row's own
 * parsing and handler; and behind it the audit, whatever came of it. All of it is read from the row.
 */
export const endpoints = (services: Services) =>
  rows.use(async ({ context, procedure, next }, input) => {
    const { meta, route } = procedure['~orpc']
    const { needs, on, audit } = meta as EndpointMeta
    const enter = () => {
      if (route.method !== 'GET' && !context.sameOrigin) throw new Failure('request.wrong-origin')
      authorise({ needs, on }, context.signedIn?.person ?? null, connectionIn(input))
      if (context.refusal !== null) throw context.refusal
      return next()
    }
    return audit === null ? enter() : audited(services, context, audit, input, async () => enter())
  })
export type Endpoints = ReturnType<typeof endpoints>

/** Does a deed and keeps a row of it: who, what, on what, from where, and how it ended, refusals included. */
async function audited<T extends { output: unknown }>(
  { audit, auth, connections }: Services,
  { signedIn, place: { address } }: RequestContext,
  verb: string,
  input: unknown,
  deed: () => Promise<T>,
): Promise<T> {
  // read before the deed, which may remove what it names
  const on = subjectOf(input, connections)
  const particulars = particularsOf(input)
  const tell = async (person: string | null, result: Deed['result'], detail: string | null) => {
    const subject = [on, await nameIn(input, auth.people)].filter(Boolean).join(', ')
    const row = { person, address, verb, subject, result, detail }
    if (person === null) await audit.refuseStranger(row)
    else await audit.append(row)
  }
  const person = signedIn?.person.name ?? null
  try {
    const answer = await deed()
    await tell(person ?? admittedIn(answer.output), 'done', particulars)
    return answer
  } catch (cause) {
    const { code, detail } = failureOf(cause)
    await tell(person, code, [particulars, detail].filter(Boolean).join(' ') || null)
    throw cause
  }
}
