import { allows } from '../../../lib/contract/people.ts'
import { Failure } from '../../../lib/failure.ts'
import { personOf } from '../context.ts'
import type { Endpoints } from '../endpoints.ts'
import { nodeReport } from '../node-report.ts'
import type { Services } from '../services.ts'

/** Bytes. */
const mostOfLog = 1_048_576

export const connections = (
  { connections: rows }: Endpoints,
  { connections, stats }: Services,
) => ({
  list: rows.list.handler(({ context }) =>
    connections.rows().filter(({ id }) => allows(personOf(context).grants, 'view', id)),
  ),
  open: rows.open.handler(({ context, input }) => connections.open(input, personOf(context))),
  update: rows.update.handler(({ input: { connection, ...change } }) =>
    connections.update(connection, change),
  ),
  reopen: rows.reopen.handler(({ context, input }) =>
    connections.reopen(input.connection, personOf(context)),
  ),
  close: rows.close.handler(({ input }) => connections.close(input.connection)),
  remove: rows.remove.handler(async ({ input }) => {
    await connections.remove(input.connection)
    return {}
  }),
  node: rows.node.handler(({ input }) => nodeReport(connections.driver(input.connection))),
  capabilities: rows.capabilities.handler(async ({ input }) => ({
    xml: await connections.driver(input.connection).node.capabilities(),
  })),
  log: rows.log.handler(({ input }) => {
    const { log } = connections.driver(input.connection).node
    if (log === null) throw new Failure('host.unsupported')
    return log(input.of, mostOfLog)
  }),
  stats: rows.stats.handler(({ input }) => stats.node(connections.row(input.connection).id)),
  events: rows.events.handler(({ input }) => connections.events(input.connection)),
  surroundings: rows.surroundings.handler(() => connections.surroundings()),
  examine: rows.examine.handler(({ context, input, signal }) =>
    connections.examine(input, personOf(context), signal),
  ),
})
