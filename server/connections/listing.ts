import { isDeepStrictEqual } from 'node:util'
import type { DomainRow } from '../../lib/contract/live.ts'
import { Failure } from '../../lib/failure.ts'
import type { Domain } from '../../lib/libvirt/domain.ts'
import { isActive } from '../../lib/libvirt/domain-state.ts'
import type { Milliseconds } from '../../lib/units.ts'
import { boundedDomain } from './bounded.ts'

/** libvirt's own limit of one list is 16,384 (remote_protocol.x, REMOTE_DOMAIN_LIST_MAX). */
const mostDomains = 20_000

/** What differs between two revisions. */
export interface Delta {
  revision: number
  domains: DomainRow[]
  removed: string[]
}

/**
 * The row a domain becomes after the one before it. `changedAt` is when its state changed if it did,
 * null when that was not seen. Details are read apart from the rest and may come later: until then the known ones stand.
 */
function nextRow(
  before: DomainRow | undefined,
  domain: Domain,
  changedAt: Milliseconds | null,
): DomainRow {
  const same = before !== undefined && before.state === domain.state && before.id === domain.id
  return {
    ...boundedDomain(domain),
    ...(domain.details === null && before !== undefined && { details: before.details }),
    since: same ? before.since : changedAt,
  }
}

/** The rows of one connection and their version. Changes gather until `take` makes a revision of them. */
export class Listing {
  readonly #rows = new Map<string, DomainRow>()
  readonly #touched = new Set<string>()
  readonly #removed = new Set<string>()
  #revision = 0
  #running = 0

  get revision(): number {
    return this.#revision
  }

  get total(): number {
    return this.#rows.size
  }

  /** How many are active: they have an id and use the host's memory. */
  get running(): number {
    return this.#running
  }

  rows(): DomainRow[] {
    return [...this.#rows.values()]
  }

  row(uuid: string): DomainRow | undefined {
    return this.#rows.get(uuid)
  }

  /** A whole new listing: what is not in it is gone, and what is as it was stays untouched. */
  replace(domains: readonly Domain[]): void {
    const left = new Set(this.#rows.keys())
    for (const domain of domains) {
      left.delete(domain.uuid)
      this.#put(domain, null)
    }
    for (const uuid of left) this.remove(uuid)
  }

  change(domain: Domain, at: Milliseconds): void {
    this.#put(domain, at)
  }

  remove(uuid: string): void {
    const before = this.#rows.get(uuid)
    if (before === undefined) return
    this.#count(before, -1)
    this.#rows.delete(uuid)
    this.#touched.delete(uuid)
    this.#removed.add(uuid)
  }

  /** What changed since the last revision as a new one, or null when nothing did. */
  take(): Delta | null {
    if (this.#touched.size === 0 && this.#removed.size === 0) return null
    this.#revision += 1
    const domains = [...this.#touched].flatMap((uuid) => this.#rows.get(uuid) ?? [])
    const removed = [...this.#removed]
    this.#touched.clear()
    this.#removed.clear()
    return { revision: this.#revision, domains, removed }
  }

  #put(domain: Domain, changedAt: Milliseconds | null): void {
    const before = this.#rows.get(domain.uuid)
    const row = nextRow(before, domain, changedAt)
    if (isDeepStrictEqual(before, row)) return
    if (before === undefined && this.#rows.size >= mostDomains) {
      throw new Failure('host.not-libvirt', `It lists more than ${mostDomains} domains.`)
    }
    if (before !== undefined) this.#count(before, -1)
    this.#count(row, 1)
    this.#rows.set(row.uuid, row)
    this.#removed.delete(row.uuid)
    this.#touched.add(row.uuid)
  }

  #count(row: DomainRow, by: number): void {
    if (isActive(row.state)) this.#running += by
  }
}
