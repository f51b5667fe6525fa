import { allows } from '../../../lib/contract/people.ts'
import { personOf } from '../context.ts'
import type { Endpoints } from '../endpoints.ts'
import type { Services } from '../services.ts'

export const tasks = ({ tasks: rows }: Endpoints, { tasks }: Services) => ({
  list: rows.list.handler(({ context }) => {
    const { grants } = personOf(context)
    return tasks.list((needs, connection) => allows(grants, needs, connection))
  }),
})
