import type { Clock } from '../../../lib/clock.ts'
import { Failure } from '../../../lib/failure.ts'
import type { Domain, DomainDetails } from '../../../lib/libvirt/domain.ts'
import type { HostEvent, LifecycleEvent } from '../../../lib/libvirt/events.ts'
import { plainLine } from '../plain.ts'
import { madeUpAddresses } from './addresses.ts'
import type { DomainContent, WorldContent } from './content.ts'
import type { Definition } from './definition.ts'
import { Meter } from './meter.ts'
import { refusal } from './refusal.ts'
import { SavedFiles } from './saved-files.ts'

/** Told of everything that happens in a world, at once. */
export interface WorldListener {
  changed(domain: Domain): void
  removed(uuid: string): void
  happened(event: HostEvent): void
}

export interface WorldDomain {
  row: Domain
  /** What runs, or while it is off what is kept. */
  definition: Definition
  /** What runs next, of an active domain that is kept (or was when it started). */
  next: Definition | null
  readonly snapshots: DomainContent['snapshots']
  readonly behaviour: DomainContent['behaviour']
  /** null: its figures are libvirt's fabricated ones. */
  readonly meter: Meter | null
  /** The guest is on its way down; aborted when something else ends it first. */
  leaving: AbortController | null
}

type State = Pick<Domain, 'id' | 'state' | 'reason' | 'persistent' | 'autostart' | 'managedSave'>
type Change = Partial<State & Pick<WorldDomain, 'definition' | 'next'>>

/** What people may put into a world besides what its file says: a definition takes some ten KiB. */
export const worldRoom = { domains: 10_000, characters: 32 * 1024 * 1024 }

/** One world: its objects and what becomes of them. Whoever opened it sees the same. */
export class World {
  readonly content: WorldContent
  readonly clock: Clock
  readonly openedAt: number
  readonly files = new SavedFiles()
  readonly #domains = new Map<string, WorldDomain>()
  readonly #byName = new Map<string, WorldDomain>()
  readonly #listeners = new Set<WorldListener>()
  readonly #room: typeof worldRoom
  /** CPU that domains now gone have spent, as `Meter.spent` times their vCPUs. */
  #spentByGone = 0
  #nextId = 1
  #made = 0
  #characters = 0

  constructor(content: WorldContent, clock: Clock, room = worldRoom) {
    this.content = content
    this.clock = clock
    this.openedAt = clock.now()
    this.#room = room
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

  find(by: { uuid: string } | { name: string }): WorldDomain | null {
    const found = 'uuid' in by ? this.#domains.get(by.uuid) : this.#byName.get(by.name)
    return found ?? null
  }

  listen(listener: WorldListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** What a new start numbers a domain. */
  nextId(): number {
    return this.#nextId++
  }

  /** What makes something new differ from all that there was. */
  nextSeed(): string {
    return `${this.openedAt} ${this.#made++}`
  }

  /** Throws Failure: the world is full, or would be with this definition and so many domains more. */
  needRoom({ typed }: Definition, domains: 0 | 1): void {
    const most = this.#room
    if (this.#domains.size + domains > most.domains) {
      throw new Failure('host.refused', `a test host takes ${most.domains} machines at most`)
    }
    if (this.#characters + typed.length > most.characters) {
      throw new Failure('host.refused', 'a test host takes no more definitions than it has')
    }
  }

  /** Adds a domain that is off. */
  add(domain: Pick<DomainContent, 'definition' | 'persistent' | 'behaviour'>): WorldDomain {
    const off = { state: 'shutoff', managedSave: false, snapshots: [] } as const
    const added = this.#add({ ...domain, ...off })
    this.#tell(added)
    return added
  }

  change(domain: WorldDomain, change: Change): void {
    const { definition = domain.definition, next = domain.next, ...state } = change
    const before = domain.row
    this.#forget(domain)
    const same = definition.details === domain.definition.details
    domain.definition = definition
    domain.next = next
    this.#keep(domain)
    const row = { ...before, ...state, ...columns(definition) }
    if (row.id !== before.id || !same) row.details = this.#details(definition, row.id)
    domain.row = row
    this.#turnMeter(domain)
    this.#tell(domain)
  }

  remove(domain: WorldDomain): void {
    const { uuid } = domain.row
    this.#spentByGone += this.#spent(domain)
    this.#domains.delete(uuid)
    this.#forget(domain)
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

  #add({ definition, state, behaviour, snapshots, ...rest }: DomainContent): WorldDomain {
    const id = state === 'shutoff' ? null : this.nextId()
    const { uuid } = definition.figures
    const { persistent, managedSave } = rest
    const row: Domain = {
      ...{ uuid, id, state, reason: 'unknown', persistent, autostart: false, managedSave },
      ...columns(definition),
      details: this.#details(definition, id),
    }
    const next = id !== null && persistent ? definition : null
    const meter = behaviour.load === null ? null : new Meter(behaviour.load, uuid)
    const domain = { row, definition, next, snapshots, behaviour, meter, leaving: null }
    this.#domains.set(uuid, domain)
    this.#keep(domain)
    this.#turnMeter(domain)
    return domain
  }

  #keep(domain: WorldDomain): void {
    this.#byName.set(domain.definition.figures.name, domain)
    this.#characters += held(domain)
  }

  #forget(domain: WorldDomain): void {
    this.#byName.delete(domain.definition.figures.name)
    this.#characters -= held(domain)
  }

  #tell({ row }: WorldDomain): void {
    for (const listener of this.#listeners) listener.changed(row)
  }

  #details({ details, networks }: Definition, id: number | null): DomainDetails {
    if (id === null) return details
    const addresses = madeUpAddresses(
      id,
      networks,
      (network) =>
        this.content.networks.find(({ object }) => object.name === network)?.leases ?? null,
    )
    return { ...details, addresses }
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

/** What a row says that its definition decides. */
function columns({ figures }: Definition) {
  const { name, vcpus, memory, maxMemory } = figures
  return { name: plainLine(name), vcpus, memory, maxMemory }
}

/** Characters of its definitions. */
function held({ definition, next }: WorldDomain): number {
  const same = next === null || next.typed === definition.typed
  return definition.typed.length + (same ? 0 : next.typed.length)
}
