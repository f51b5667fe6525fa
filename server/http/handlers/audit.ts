import type { Endpoints } from '../endpoints.ts'
import type { Services } from '../services.ts'

export const audit = ({ audit: rows }: Endpoints, { audit }: Services) => ({
  list: rows.list.handler(({ input }) => audit.list(input.before)),
})
