import { asFailure, Failure } from '../../../lib/failure.ts'
import type { Domain } from '../../../lib/libvirt/domain.ts'
import type { Poller } from '../polled/poller.ts'
import { definitionOf } from './definition-of.ts'
import { readNames } from './domain-xml.ts'
import type { XendHost } from './node.ts'
import type { SentDefinitions } from './sent-definitions.ts'
import type { Sexpr } from './sexpr.ts'
import { abilitiesOf, type XendAbilities } from './xend-abilities.ts'
import type { XendCalls } from './xend-calls.ts'
import type { XendListing } from './xend-listing.ts'

/** One domain as an operation finds it. */
export interface Subject {
  row: Domain
  /** How xend is asked for it. */
  name: string
}

interface Deps {
  calls: XendCalls
  host: XendHost
  /** How many CPUs the node has. */
  cpus: number
  listing: XendListing
  poller: Poller
  sent: SentDefinitions
  readOnly: boolean
}

/** The domains of an open xend, to read and to change. All throw Failure. */
export class XendDomains {
  readonly calls: XendCalls
  readonly host: XendHost
  readonly can: XendAbilities
  readonly cpus: number
  readonly #deps: Deps

  constructor(deps: Deps) {
    this.calls = deps.calls
    this.host = deps.host
    this.can = abilitiesOf(deps.host)
    this.cpus = deps.cpus
    this.#deps = deps
  }

  /** `work` on a domain that it may change, which is to be seen at once. Throws host.read-only besides. */
  changing(uuid: string, work: (subject: Subject) => Promise<void>): Promise<void> {
    return this.making(async () => {
      const subject = await this.find(uuid)
      try {
        await work(subject)
      } finally {
        this.touched(subject.row.name)
      }
    })
  }

  /** The same of the host. */
  async making<T>(work: () => Promise<T>): Promise<T> {
    if (this.#deps.readOnly) throw new Failure('host.read-only')
    try {
      return await work()
    } finally {
      this.#deps.poller.hurry()
    }
  }

  /** Throws domain.missing. One that is not known yet may have been made just now. */
  async find(uuid: string): Promise<Subject> {
    const subject = (await this.findKnown(uuid)) ?? this.#subject(await this.#row(uuid, 0))
    if (subject === null) throw new Failure('domain.missing')
    return subject
  }

  /** The same of what was there at the last look; null: it was not. */
  async findKnown(uuid: string): Promise<Subject | null> {
    return this.#subject(await this.#row(uuid, Number.POSITIVE_INFINITY))
  }

  /** What xend tells of it now: of its run while it is active. Throws domain.missing. */
  async told({ name }: Subject): Promise<Sexpr> {
    const domain = await this.calls.domain(name)
    if (domain === null) throw new Failure('domain.missing')
    return domain
  }

  /** Of what was made just now and is there whatever comes of asking: null where xend does not say it. */
  async uuidOf(name: string): Promise<string | null> {
    const told = await this.calls.domain(name).catch(asFailure)
    return told === null || told instanceof Failure ? null : readNames(told).uuid
  }

  /** What is kept of it, as far as that is known: of one that runs, what it runs with. */
  async kept(subject: Subject): Promise<Sexpr> {
    const sent = this.#deps.sent.of(subject.row)
    return sent ?? definitionOf(await this.told(subject), this.host.format)
  }

  /** Keeps that definition, of a domain that is there (`of`) or of a new one. */
  async keep(definition: Sexpr, of: Domain | null): Promise<void> {
    await this.calls.new(definition)
    if (of === null) return
    this.#deps.listing.keeps(of.uuid)
    this.#deps.sent.put(of, definition)
  }

  /** Changes what is kept of it. */
  async redefine(subject: Subject, change: (definition: Sexpr) => Sexpr): Promise<void> {
    await this.keep(change(await this.kept(subject)), subject.row)
  }

  /** `work`, by which the run of a domain ends in that way: a detail of the event `stopped`. */
  async ending(uuid: string, how: string, work: () => Promise<void>): Promise<void> {
    const { poller } = this.#deps
    poller.expect(uuid, how)
    try {
      await work()
    } catch (cause) {
      if (asFailure(cause).code !== 'outcome.unknown') poller.expect(uuid, null)
      throw cause
    }
  }

  /** Something was done to the domains of these names, or may have been: the next look asks for them. */
  touched(...names: string[]): void {
    for (const name of names) this.#deps.listing.doubt(name)
  }

  /** By uuid where xend knows domains by that: a name may meanwhile be another's. */
  nameOf({ uuid, name }: Pick<Domain, 'uuid' | 'name'>): string {
    return this.can.keeps ? uuid : name
  }

  #subject(row: Domain | null): Subject | null {
    return row === null ? null : { row, name: this.nameOf(row) }
  }

  async #row(uuid: string, age: number): Promise<Domain | null> {
    return (await this.#deps.poller.rows(age)).get(uuid) ?? null
  }
}
