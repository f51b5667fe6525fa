import type { DomainChange, HostChange } from '../../../lib/libvirt/changes.ts'
import { domainChanges, hostChanges } from '../../../lib/libvirt/changes.ts'
import { personOf } from '../context.ts'
import type { Endpoints } from '../endpoints.ts'
import type { Services } from '../services.ts'

type Rows = Endpoints['domains']

/** One handler a change: each hands on what its row has parsed. */
export function changes({ domains: rows }: Endpoints, { changes: made }: Services) {
  const ofDomain = <K extends DomainChange>(change: K) => {
    // every row of these has the same shape, its own fields beside the two that name the domain
    const row = rows[change] as Rows['rename']
    return row.handler(({ context, input: { connection, domain, ...asked } }) =>
      made.domain({ connection, domain, change, asked: asked as never }, personOf(context)),
    )
  }
  const ofHost = <K extends HostChange>(change: K) => {
    const row = rows[change] as Rows['restore']
    return row.handler(({ context, input: { connection, ...asked } }) =>
      made.host({ connection, change, asked: asked as never }, personOf(context)),
    )
  }
  return {
    ...Object.fromEntries(domainChanges.map((change) => [change, ofDomain(change)])),
    ...Object.fromEntries(hostChanges.map((change) => [change, ofHost(change)])),
    // the lists have every change there is
  } as unknown as { [K in DomainChange | HostChange]: ReturnType<Rows[K]['handler']> }
}
