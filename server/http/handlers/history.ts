import { Failure } from '../../../lib/failure.ts'
import { personOf } from '../context.ts'
import type { Endpoints } from '../endpoints.ts'
import type { Services } from '../services.ts'

export const history = ({ history: rows }: Endpoints, { history }: Services) => ({
  list: rows.list.handler(({ context }) => history.of(personOf(context).id)),
  update: rows.update.handler(async ({ context, input: { entry, ...change } }) => {
    const found = await history.update(personOf(context).id, entry, change)
    if (found === null) throw new Failure('object.missing')
    return found
  }),
  forget: rows.forget.handler(async ({ context, input }) => {
    await history.forget(personOf(context).id, input.entry)
    return {}
  }),
  clear: rows.clear.handler(async ({ context }) => {
    await history.clear(personOf(context).id)
    return {}
  }),
})
