import { Failure } from '../../../lib/failure.ts'
import type { DomainAction } from '../../../lib/libvirt/domain-state.ts'
import { personOf } from '../context.ts'
import type { Endpoints } from '../endpoints.ts'
import type { Services } from '../services.ts'
import { changes as changeHandlers } from './changes.ts'

export const domains = (endpoints: Endpoints, services: Services) => {
  const { domains: rows } = endpoints
  const { connections, stats, tasks } = services
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
    ...changeHandlers(endpoints, services),
    vcpus: rows.vcpus.handler(({ input }) => {
      const { vcpus } = connections.driver(input.connection).domains
      if (vcpus === null) throw new Failure('host.unsupported')
      return vcpus(input.domain)
    }),
    schedule: rows.schedule.handler(({ input }) => {
      const { schedule } = connections.driver(input.connection).domains
      if (schedule === null) throw new Failure('host.unsupported')
      return schedule(input.domain)
    }),
    stats: rows.stats.handler(({ input }) =>
      stats.domain(connections.row(input.connection).id, input.domain),
    ),
    recent: rows.recent.handler(({ input }) => stats.recent(connections.row(input.connection).id)),
  }
}
