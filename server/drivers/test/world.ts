import type { Clock } from '../../../lib/clock.ts'
import type { Domain } from '../../../lib/libvirt/domain.ts'
import type { HostEvent, LifecycleEvent } from '../../../lib/libvirt/events.ts'
import { plainLine } from '../plain.ts'
import { madeUpAddresses } from './addresses.ts'
import type { DomainContent, WorldContent } from './content.ts'
import { Meter } from './meter.ts'
import { refusal } from './refusal.ts'

/** Told of everything that happens in a world, at once. */
export interface WorldListener {
  changed(domain: Domain): void
  removed(uuid: string): void
  happened(event: HostEvent): void
}

export interface WorldDomain {
  row: Domain
  readonly content: DomainContent
  /** null: its figures are libvirt's fabricated ones. */
  readonly meter: Meter | null
  /** The guest is on its way down; aborted when something else ends it first. */
  leaving: AbortController | null
}

/** One world: its objects and what becomes of them. Whoever opened it sees the same. */
export class World {
  readonly content: WorldContent
  readonly clock: Clock
  readonly openedAt: number
  readonly #domains = new Map<string, WorldDomain>()
  readonly #listeners = new Set<WorldListener>()
  /** CPU that domains now gone have spent, as `Meter.spent` times their vCPUs. */
  #spentByGone = 0
  #nextId = 1

  constructor(content: WorldContent, clock: Clock) {
    this.content = content
    this.clock = clock
    this.openedAt = clock.now()
    for (const domain of content.domains) this.#add(domain)
  }

  domains(): WorldDomain[] {
    return [...this.#domains.values()]
  }

  rows(): Domain[] {
    return this.domains().map(({ row }) => row)
  }

  /** Throws Failure: there is none of that uuid. */
  domain(uuid: string): WorldDomain {
    const domain = this.#domains.get(uuid)
    if (domain === undefined) throw refusal('domain', `no domain with matching uuid '${uuid}'`)
    return domain
  }

  listen(listener: WorldListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** What a new start numbers a domain. */
  nextId(): number {
    return this.#nextId++
  }

  change(domain: WorldDomain, change: Partial<Domain>): void {
    const before = domain.row
    const row = { ...before, ...change }
    if (row.id !== before.id && row.details !== null) {
      row.details = { ...row.details, addresses: this.#addresses(domain.content, row.id) }
    }
    domain.row = row
    this.#turnMeter(domain)
    for (const listener of this.#listeners) listener.changed(row)
  }

  remove(domain: WorldDomain): void {
    const { uuid } = domain.row
    this.#spentByGone += this.#spent(domain)
    this.#domains.delete(uuid)
    for (const listener of this.#listeners) listener.removed(uuid)
  }

  happened(domain: WorldDomain, event: LifecycleEvent, detail: string): void {
    const { name, uuid } = domain.row
    for (const listener of this.#listeners) {
      listener.happened({ object: 'domain', name, uuid, event, detail })
    }
  }

  /** Percent of one CPU times seconds that all domains have taken since the world began. Never falls. */
  spent(): number {
    return this.domains().reduce((sum, one) => sum + this.#spent(one), this.#spentByGone)
  }

  /** Nothing goes on by itself any more. */
  close(): void {
    for (const { leaving } of this.#domains.values()) leaving?.abort()
    this.#listeners.clear()
  }

  #add(content: DomainContent): void {
    const { uuid, state, persistent, managedSave, memory, maxMemory, vcpus } = content
    const name = plainLine(content.name)
    const id = state === 'shutoff' ? null : this.nextId()
    const details = { ...content.details, addresses: this.#addresses(content, id) }
    const figures = { vcpus, memory, maxMemory }
    const row: Domain = {
      ...{ uuid, name, id, state, reason: 'unknown', persistent, autostart: false, managedSave },
      ...figures,
      details,
    }
    const { load } = content.behaviour
    const meter = load === null ? null : new Meter(load, uuid)
    const domain: WorldDomain = { row, content, meter, leaving: null }
    this.#domains.set(uuid, domain)
    this.#turnMeter(domain)
  }

  #addresses(content: DomainContent, id: number | null): string[] {
    if (id === null) return []
    return madeUpAddresses(
      id,
      content.networks,
      (network) =>
        this.content.networks.find(({ object }) => object.name === network)?.leases ?? null,
    )
  }

  #turnMeter({ row, meter }: WorldDomain): void {
    const now = this.clock.now()
    if (row.id === null) meter?.end(now)
    else if (row.state === 'running' || row.state === 'blocked' || row.state === 'shutdown')
      meter?.run(now)
    else meter?.stand(now)
  }

  #spent({ row, meter }: WorldDomain): number {
    return (meter?.spent(this.clock.now()) ?? 0) * row.vcpus
  }
}
