import type { Endpoints } from '../endpoints.ts'
import type { Services } from '../services.ts'

export const people = ({ people: rows }: Endpoints, { auth }: Services) => ({
  list: rows.list.handler(() => auth.people.all()),
  create: rows.create.handler(({ input }) => auth.people.create(input)),
  update: rows.update.handler(({ input: { person, ...change } }) =>
    auth.people.update(person, change),
  ),
  remove: rows.remove.handler(async ({ input }) => {
    await auth.people.remove(input.person)
    return {}
  }),
})
