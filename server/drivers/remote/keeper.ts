import { isDeepStrictEqual } from 'node:util'
import type { Domain } from '../../../lib/libvirt/domain.ts'
import { isActive } from '../../../lib/libvirt/domain-state.ts'
import type { RemoteClient } from '../../rpc/client.ts'
import type { Outbox } from '../outbox.ts'
import { plainLine } from '../plain.ts'
import type { BulkStats } from './bulk-stats.ts'
import { Definitions } from './definitions.ts'
import { failureOf } from './failures.ts'
import type { Reread } from './happened.ts'
import { readListing } from './listing.ts'
import { readDomain } from './read-domain.ts'

/** Domains read one by one at a time. */
const lanes = 4
/** With more than this waiting, one new listing is less work than each. */
const tooManyToReadSingly = 64
/** More than any libvirt lists (REMOTE_DOMAIN_LIST_MAX is 16,384): what a host makes up beyond it is not kept. */
const mostDomains = 20_000

export interface KeeperDeps {
  calls: RemoteClient
  bulk: BulkStats
  outbox: Outbox
  /** What was told last, by uuid: the rest of the driver looks things up here. */
  known: Map<string, Domain>
}

/**
 * Keeps what is known of a host's domains true: lists them, reads again what an event touched, and tells
 * the outbox of every difference. What is touched while it is being read is read once more, so the last
 * thing told is never older than the last event.
 */
export class Keeper {
  readonly #deps: KeeperDeps
  readonly #definitions: Definitions
  #listed: boolean = false
  #listing: Promise<void> | null = null
  /** Touched since the listing under way began: its rows of these may be old. */
  readonly #ahead = new Set<string>()
  /** To be read again, and those of them whose definition is. */
  readonly #stale = new Set<string>()
  readonly #redefined = new Set<string>()
  readonly #reading = new Set<string>()
  #ended: boolean = false

  constructor(deps: KeeperDeps) {
    this.#deps = deps
    this.#definitions = new Definitions({
      calls: deps.calls,
      known: (uuid) => deps.known.get(uuid),
      found: (uuid, details) => {
        const domain = deps.known.get(uuid)
        if (domain !== undefined) this.#tell({ ...domain, details })
      },
      failed: (uuid, cause) => this.#complain(uuid, 'definition not read', cause),
    })
  }

  /** An event came. Before the first listing it is kept in mind until that is there. */
  touch(uuid: string, reread: Reread): void {
    if (reread === 'nothing' || this.#ended || this.#stale.size >= mostDomains) return
    if (reread === 'definition') this.#redefined.add(uuid)
    if (this.#listing !== null) this.#ahead.add(uuid)
    this.#stale.add(uuid)
    if (this.#stale.size > 1) return
    // What happened is on its way first; and all that came in one go is read in one go.
    setImmediate(() => this.#pump())
  }

  /** Reads the whole listing; the first is told as such, later ones by their differences. Throws Failure. */
  list(): Promise<void> {
    this.#listing ??= this.#list().finally(() => {
      this.#listing = null
      this.#ahead.clear()
      this.#pump()
    })
    return this.#listing
  }

  /** Lists again; a failure of that is told in the log, and the rows stay as they are. */
  async look(): Promise<void> {
    try {
      await this.list()
    } catch (cause) {
      this.#complain(null, 'listing not read', cause)
    }
  }

  end(): void {
    this.#ended = true
    this.#definitions.end()
  }

  async #list(): Promise<void> {
    const covered = this.#listed ? [...this.#stale] : []
    for (const uuid of covered) this.#stale.delete(uuid)
    const domains = await readListing(this.#deps.calls, this.#deps.bulk)
    if (this.#ended) return
    if (this.#listed) this.#compare(domains)
    else this.#begin(domains)
  }

  #begin(domains: Domain[]): void {
    this.#listed = true
    for (const domain of domains) this.#deps.known.set(domain.uuid, domain)
    this.#deps.outbox.listing([...this.#deps.known.values()])
    for (const uuid of this.#deps.known.keys()) this.#definitions.want(uuid, 'later')
  }

  #compare(domains: Domain[]): void {
    const unseen = new Set(this.#deps.known.keys())
    for (const domain of domains) {
      unseen.delete(domain.uuid)
      if (!this.#isAhead(domain.uuid)) this.#put(domain)
      this.#seekAddresses(domain.uuid)
    }
    for (const uuid of unseen) if (!this.#isAhead(uuid)) this.#drop(uuid)
  }

  #isAhead(uuid: string): boolean {
    return this.#ahead.has(uuid) || this.#reading.has(uuid)
  }

  #seekAddresses(uuid: string): void {
    const domain = this.#deps.known.get(uuid)
    if (!domain?.details || !isActive(domain.state)) return
    const { interfaces, addresses } = domain.details
    if (interfaces.length > 0 && addresses.length === 0) this.#definitions.wantAddresses(uuid)
  }

  #pump(): void {
    if (!this.#listed || this.#ended) return
    if (this.#stale.size > tooManyToReadSingly) {
      if (this.#listing === null) void this.look()
      return
    }
    for (const uuid of this.#stale) {
      if (this.#reading.size >= lanes) return
      if (this.#reading.has(uuid)) continue
      this.#stale.delete(uuid)
      this.#reading.add(uuid)
      void this.#reread(uuid)
    }
  }

  async #reread(uuid: string): Promise<void> {
    try {
      const domain = await readDomain(this.#deps.calls, uuid)
      if (this.#ended) return
      if (domain === null) this.#drop(uuid)
      else this.#put(domain)
    } catch (cause) {
      this.#complain(uuid, 'state not read', cause)
    } finally {
      this.#reading.delete(uuid)
      this.#pump()
    }
  }

  /** A row without definition: the one known stands until it has been read again. */
  #put(domain: Domain): void {
    const { known } = this.#deps
    const before = known.get(domain.uuid)
    if (before === undefined && known.size >= mostDomains) return
    this.#tell({ ...domain, details: before?.details ?? null })
    const redefined = this.#redefined.delete(domain.uuid)
    if (redefined || before === undefined) this.#definitions.want(domain.uuid, 'soon')
  }

  #tell(domain: Domain): void {
    if (isDeepStrictEqual(this.#deps.known.get(domain.uuid), domain)) return
    this.#deps.known.set(domain.uuid, domain)
    this.#deps.outbox.changed(domain)
  }

  #drop(uuid: string): void {
    this.#redefined.delete(uuid)
    if (this.#deps.known.delete(uuid)) this.#deps.outbox.removed(uuid)
  }

  /** Trouble with one thing, while the connection goes on; its end says more than this could. */
  #complain(uuid: string | null, event: string, cause: unknown): void {
    if (this.#ended) return
    const name = uuid === null ? '' : (this.#deps.known.get(uuid)?.name ?? '')
    const object = uuid === null ? 'connection' : 'domain'
    const detail = plainLine(failureOf(cause).message)
    this.#deps.outbox.happened({ object, name, uuid, event, detail })
  }
}
