import { signedIn } from '../context.ts'
import type { Endpoints } from '../endpoints.ts'
import type { Services } from '../services.ts'

export const consoles = ({ consoles: rows }: Endpoints, { consoles: service }: Services) => ({
  list: rows.list.handler(({ input: { connection, domain } }) => service.list(connection, domain)),
  open: rows.open.handler(({ context, input }) =>
    service.admit({ ...input, watches: false }, { ...signedIn(context), origin: context.origin }),
  ),
  watch: rows.watch.handler(({ context, input }) =>
    service.admit({ ...input, watches: true }, { ...signedIn(context), origin: context.origin }),
  ),
  sendBreak: rows.sendBreak.handler(async ({ input: { connection, domain, device } }) => {
    await service.sendBreak(connection, domain, device)
    return {}
  }),
})
