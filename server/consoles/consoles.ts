import type { Admission } from '../../lib/contract/consoles.ts'
import type { Person } from '../../lib/contract/people.ts'
import { Failure } from '../../lib/failure.ts'
import type { Milliseconds } from '../../lib/units.ts'
import type { ConsoleOps, ReachableConsoles } from '../drivers/driver.ts'
import { newId } from '../store/new-id.ts'
import { OpenConsole } from './open-console.ts'
import { Rooms } from './rooms.ts'
import { TextHubs } from './text-hubs.ts'
import { type Claim, Tickets } from './tickets.ts'
import type { ConsolesDeps, ConsoleWish } from './wish.ts'

const perPerson = 32
const inAll = 500
/** A console that nobody came for is forgotten a little after its ticket. */
const awaitedFor: Milliseconds = 60_000

/** Who asks, from where. */
export interface Asker {
  session: string
  person: Person
  origin: string
}

interface Awaited {
  wish: ConsoleWish
  claim: Claim
  since: Milliseconds
}

/** Consoles of domains, from the click to the last byte. */
export class Consoles {
  readonly #deps: ConsolesDeps
  readonly #tickets: Tickets
  readonly #rooms = new Rooms()
  readonly #texts = new TextHubs()
  readonly #awaited = new Map<string, Awaited>()
  readonly #open = new Map<string, OpenConsole>()
  #closed: boolean = false

  constructor(deps: ConsolesDeps) {
    this.#deps = deps
    this.#tickets = new Tickets(deps.clock)
  }

  /** Throws host.unsupported where the hypervisor has none. */
  async list(connection: string, domain: string): Promise<ReachableConsoles> {
    this.#deps.connections.domain(connection, domain)
    return this.#opsOf(connection).list(domain)
  }

  /** A way in for one who may. Throws permission.denied, host.unsupported, domain.missing, server.busy. */
  admit(wish: ConsoleWish, { session, person, origin }: Asker): Admission {
    if (wish.watches && !this.#deps.viewersWatch) {
      throw new Failure('permission.denied', 'Here only operators look into consoles.')
    }
    this.#deps.connections.domain(wish.connection, wish.domain)
    this.#opsOf(wish.connection)
    this.#sweep()
    const theirs = [...this.#open.values()].filter((one) => one.claim.person === person.id)
    if (this.#closed || theirs.length >= perPerson || this.#open.size >= inAll) {
      throw new Failure('server.busy')
    }
    const id = newId()
    const claim = { console: id, session, person: person.id, origin }
    const ticket = this.#tickets.issue(claim)
    this.#awaited.set(id, { wish, claim, since: this.#deps.clock.now() })
    return { console: id, ticket }
  }

  /** Spends a ticket: what it returns is served once it is given a socket. Throws permission.denied. */
  enter(ticket: string, claim: Claim): OpenConsole {
    this.#tickets.redeem(ticket, claim)
    const awaited = this.#awaited.get(claim.console)
    this.#awaited.delete(claim.console)
    if (awaited === undefined) throw new Failure('permission.denied')
    const open = new OpenConsole(awaited.wish, claim, {
      ...this.#deps,
      ops: this.#opsOf(awaited.wish.connection),
      rooms: this.#rooms,
      texts: this.#texts,
    })
    this.#open.set(claim.console, open)
    void open.over.then(() => this.#open.delete(claim.console))
    return open
  }

  /** A console that is open, for a further socket of it. Throws permission.denied for anybody else's. */
  find(claim: Claim): OpenConsole {
    const open = this.#open.get(claim.console)
    const same = (Object.keys(claim) as (keyof Claim)[]).every(
      (part) => open?.claim[part] === claim[part],
    )
    if (open === undefined || !same) throw new Failure('permission.denied')
    return open
  }

  /** Throws host.unsupported where the hypervisor has no such thing, object.missing for a device that is not there. */
  async sendBreak(connection: string, domain: string, device: string): Promise<void> {
    this.#deps.connections.domain(connection, domain)
    const { sendBreak } = this.#opsOf(connection)
    if (sendBreak === null) {
      throw new Failure('host.unsupported', 'This hypervisor sends no break.')
    }
    await sendBreak(domain, device)
  }

  /** Ends them all. */
  async close(): Promise<void> {
    this.#closed = true
    for (const open of this.#open.values()) open.end()
    await Promise.all([...this.#open.values()].map(({ over }) => over))
  }

  #opsOf(connection: string): ConsoleOps {
    const { consoles } = this.#deps.connections.driver(connection)
    if (consoles === null) {
      throw new Failure('host.unsupported', 'This hypervisor has no consoles that Oirase reaches.')
    }
    return consoles
  }

  #sweep(): void {
    const before = this.#deps.clock.now() - awaitedFor
    for (const [id, { since }] of this.#awaited) if (since < before) this.#awaited.delete(id)
  }
}
