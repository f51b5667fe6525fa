import type { ConnectionRow, DomainRow } from '../contract/live.ts'
import { isActive } from '../libvirt/domain-state.ts'

type Domains = ReadonlyMap<string, Pick<DomainRow, 'state'>>

/**
 * The open connection, other than `here`, on which the machine of this uuid runs: it was moved there. Two connections
 * to the host that `here` leads to show the same machines, and never one that is off or gone there.
 */
export function runsElsewhere(
  connections: readonly ConnectionRow[],
  listings: ReadonlyMap<string, { domains: Domains }>,
  { here, uuid }: { here: string; uuid: string },
): ConnectionRow | null {
  const there = connections.find(({ id, state }) => {
    const domain = listings.get(id)?.domains.get(uuid)
    return id !== here && state.phase === 'open' && domain !== undefined && isActive(domain.state)
  })
  return there ?? null
}
