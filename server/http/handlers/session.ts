import { allows } from '../../../lib/contract/people.ts'
import { personOf, type RequestContext, signedIn } from '../context.ts'
import type { Endpoints } from '../endpoints.ts'
import type { Services } from '../services.ts'

export const session = ({ session: rows }: Endpoints, { auth }: Services) => {
  const { claims, people, sessions, signIn } = auth

  const admit = (
    context: RequestContext,
    { token, person }: Awaited<ReturnType<typeof signIn.signIn>>,
  ) => {
    context.setToken(token)
    return { person, setup: false }
  }
  /** Whose sessions somebody may see and end: their own, or (null) everybody's. */
  const scope = (context: RequestContext) => {
    const person = personOf(context)
    return allows(person.grants, 'administer', null) ? null : person.id
  }

  return {
    who: rows.who.handler(async ({ context }) => ({
      person: context.signedIn?.person ?? null,
      setup: !(await people.hasAdministrator()),
    })),
    claim: rows.claim.handler(async ({ context, input }) =>
      admit(context, await claims.claim(input.token, input.name, input.password, context.place)),
    ),
    signIn: rows.signIn.handler(async ({ context, input }) =>
      admit(context, await signIn.signIn(input.name, input.password, context.place)),
    ),
    signOut: rows.signOut.handler(async ({ context }) => {
      await sessions.revoke(signedIn(context).session, null)
      context.setToken(null)
      return {}
    }),
    list: rows.list.handler(({ context }) =>
      sessions.list(scope(context), signedIn(context).session),
    ),
    revoke: rows.revoke.handler(async ({ context, input }) => {
      await sessions.revoke(input.session, scope(context))
      return {}
    }),
    setPassword: rows.setPassword.handler(async ({ context, input }) => {
      const { person, session } = signedIn(context)
      await signIn.confirm(person.name, input.current, context.place)
      await people.setPassword(person.id, input.password, session)
      return {}
    }),
  }
}
