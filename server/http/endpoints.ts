import { implement } from '@orpc/server'
import { contract, type EndpointMeta } from '../../lib/contract/http.ts'
import { Failure } from '../../lib/failure.ts'
import type { Deed } from '../audit/audit.ts'
import { authorise } from '../auth/authorise.ts'
import type { RequestContext } from './context.ts'
import { connectionIn, particularsOf, subjectOf } from './deed.ts'
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
    }
    if (audit === null) {
      enter()
      return next()
    }
    // told before the deed, which may remove what it names
    const subject = await subjectOf(input, services)
    const tell = (result: Deed['result'], detail: string | null) =>
      record(services, context, { verb: audit, subject, result, detail })
    try {
      enter()
      const answer = await next()
      await tell('done', particularsOf(input))
      return answer
    } catch (cause) {
      const { code, detail } = failureOf(cause)
      await tell(code, [particularsOf(input), detail].filter(Boolean).join(' ') || null)
      throw cause
    }
  })
export type Endpoints = ReturnType<typeof endpoints>

function record(
  { audit }: Services,
  { signedIn, place }: RequestContext,
  told: Pick<Deed, 'verb' | 'subject' | 'result' | 'detail'>,
): Promise<void> {
  const deed = { ...told, person: signedIn?.person.name ?? null, address: place.address }
  return signedIn === null && told.result !== 'done'
    ? audit.refuseStranger(deed)
    : audit.append(deed)
}
