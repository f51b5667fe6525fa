import type { DomainAction } from '../../../lib/libvirt/domain-state.ts'
import { personOf } from '../context.ts'
import type { Endpoints } from '../endpoints.ts'
import type { Services } from '../services.ts'

export const domains = ({ domains: rows }: Endpoints, { connections, stats, tasks }: Services) => {
  const act = (action: DomainAction) =>
    rows[action].handler(({ context, input }) =>
      tasks.act(input.connection, input.domain, action, personOf(context)),
    )
  return {
    start: act('start'),
    suspend: act('suspend'),
    resume: act('resume'),
    shutdown: act('shutdown'),
    reboot: act('reboot'),
    reset: act('reset'),
    destroy: act('destroy'),
    managedSave: act('managedSave'),
    xml: rows.xml.handler(async ({ input }) => ({
      xml: await connections.driver(input.connection).domains.xml(input.domain, input.inactive),
    })),
    stats: rows.stats.handler(({ input }) =>
      stats.domain(connections.row(input.connection).id, input.domain),
    ),
    recent: rows.recent.handler(({ input }) => stats.recent(connections.row(input.connection).id)),
  }
}
