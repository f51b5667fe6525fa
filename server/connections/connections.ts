import type { Clock } from '../../lib/clock.ts'
import { type ApiError, toApiError } from '../../lib/contract/errors.ts'
import type { Surroundings } from '../../lib/contract/http.ts'
import type { ConnectionRow, DomainRow, HostEventRow } from '../../lib/contract/live.ts'
import type { Rung } from '../../lib/contract/opening.ts'
import type { Person } from '../../lib/contract/people.ts'
import { Failure } from '../../lib/failure.ts'
import type { Open } from '../../lib/libvirt/plan-types.ts'
import type { Milliseconds } from '../../lib/units.ts'
import type { Driver, OpenOptions } from '../drivers/driver.ts'
import type { Log } from '../log.ts'
import type { ConnectionChange, ConnectionRecord, ConnectionStore } from '../store/connections.ts'
import type { Attempt, HistoryStore } from '../store/history.ts'
import { newId } from '../store/new-id.ts'
import { type Change, Connection } from './connection.ts'
import type { Credentials } from './credentials.ts'
import { type Climb, Examinations, type Wanted } from './examinations.ts'
import { Listeners } from './listeners.ts'
import { planOf, reachOf } from './plan-of.ts'
import type { Questions } from './questions.ts'
import type { Reach } from './retry.ts'

/** More would be a mistake or mischief: each holds a socket, a listing and a loop. */
const mostConnections = 500
const stoppingLimit: Milliseconds = 5_000

export interface ConnectionsDeps {
  store: { connections: ConnectionStore; history: Pick<HistoryStore, 'record'> }
  openDriver(plan: Open, options: OpenOptions): Promise<Driver>
  questions: Pick<Questions, 'ask'>
  credentials: Pick<Credentials, 'of' | 'forget'>
  /** Asked anew at each attempt: sockets come and go. */
  surroundings(): Promise<Surroundings>
  clock: Clock
  log: Log
  random?: () => number
}

/** What somebody asks to be opened. */
export interface Wish {
  uri: string
  readOnly: boolean
  autoconnect: boolean
  name: string | null
}

/** Somebody wants a connection open. */
export interface Asked {
  verb: 'connection.open' | 'connection.reopen'
  connection: ConnectionRow
  by: Person
  /** Resolves with how it came out: null when it is open. */
  ended: Promise<ApiError | null>
}

/** All saved connections: opened once by the server, shared by everybody who may see them. */
export class Connections {
  readonly #deps: ConnectionsDeps
  readonly #all = new Map<string, Connection>()
  readonly #listeners: Listeners<Change>
  readonly #asked: Listeners<Asked>
  readonly #examinations: Examinations

  constructor(deps: ConnectionsDeps) {
    this.#deps = deps
    this.#listeners = new Listeners(deps.log)
    this.#asked = new Listeners(deps.log)
    this.#examinations = new Examinations(deps)
  }

  /** Loads what is saved and opens what is to be open. Nobody is there to be asked anything. */
  async start(): Promise<void> {
    for (const record of await this.#deps.store.connections.all()) {
      const connection = this.#add(record)
      if (record.autoconnect) connection.open(null)
    }
  }

  /** Closes everything; resolves when that is done or has taken too long. */
  async stop(): Promise<void> {
    const done = new AbortController()
    const closing = [...this.#all.values()].map((connection) => connection.close())
    const closed = Promise.allSettled(closing).finally(() => done.abort())
    await Promise.race([closed, this.#deps.clock.sleep(stoppingLimit, done.signal)])
  }

  rows(): ConnectionRow[] {
    return [...this.#all.values()].map((connection) => connection.row())
  }

  row(id: string): ConnectionRow {
    return this.#find(id).row()
  }

  /** A connection is there; its listing and log may be looked at. Everything that names one throws connection.missing otherwise. */
  has(id: string): boolean {
    return this.#all.has(id)
  }

  /** Saves a connection and begins to open it, or opens the one that is there for the same URI. Throws uri.invalid, uri.refused, server.busy. */
  async open(wish: Wish, by: Person): Promise<ConnectionRow> {
    const uri = wish.uri.trim()
    planOf(uri, wish.readOnly, await this.#deps.surroundings())
    const connection = this.#sameAs(uri, wish.readOnly)
    if (connection === undefined) {
      return this.#openNew({ ...wish, uri }, by)
    }
    const name = wish.name ?? connection.record.name
    const autoconnect = wish.autoconnect || connection.record.autoconnect
    await this.update(connection.record.id, { name, autoconnect })
    return this.#open(connection, 'connection.open', by)
  }

  /** What is left out stays as it is. */
  async update(id: string, change: ConnectionChange): Promise<ConnectionRow> {
    const connection = this.#find(id)
    await this.#deps.store.connections.update(id, change)
    connection.update(change)
    return connection.row()
  }

  /** Opens it, or tries again now. */
  reopen(id: string, by: Person): ConnectionRow {
    return this.#open(this.#find(id), 'connection.reopen', by)
  }

  async close(id: string): Promise<ConnectionRow> {
    const connection = this.#find(id)
    await connection.close()
    return connection.row()
  }

  async remove(id: string): Promise<void> {
    const connection = this.#find(id)
    await this.#deps.store.connections.remove(id)
    this.#all.delete(id)
    this.#listeners.tell({ type: 'forgotten', connection: id })
    this.#deps.credentials.forget(id)
    await connection.forget()
  }

  /** Tries those that are lost again now: their hosts may have come back into reach. */
  nudge(which: (id: string) => boolean = () => true): void {
    for (const [id, connection] of this.#all) if (which(id)) connection.nudge()
  }

  /** Asks every open link's host at once whether it is there. */
  probe(): void {
    for (const connection of this.#all.values()) connection.probe()
  }

  /** Whether a host is being waited for. */
  get away(): boolean {
    return this.rows().some(({ state }) => state.phase === 'lost' && state.retryAt !== null)
  }

  /** Throws connection.not-open. */
  driver(id: string): Driver {
    return this.#find(id).driver()
  }

  /** Throws domain.missing. */
  domain(id: string, uuid: string): DomainRow {
    const row = this.#find(id).listing.row(uuid)
    if (row === undefined) throw new Failure('domain.missing')
    return row
  }

  domains(id: string): DomainRow[] {
    return this.#find(id).listing.rows()
  }

  /** The rows and the revision that the next `changed` follows. */
  listing(id: string): { revision: number; domains: DomainRow[] } {
    const { listing } = this.#find(id)
    return { revision: listing.revision, domains: listing.rows() }
  }

  /** Oldest first. */
  events(id: string): HostEventRow[] {
    return this.#find(id).events()
  }

  surroundings(): Promise<Surroundings> {
    return this.#deps.surroundings()
  }

  /** Climbs the ladder for a URI without keeping anything; what its host asks is asked of `by`. Throws server.busy. */
  examine(wanted: Wanted, by: Person, signal?: AbortSignal): Promise<Rung[]> {
    const uri = wanted.uri.trim()
    const same = this.#sameAs(uri, wanted.readOnly)?.record.id ?? null
    return this.#examinations.examine({ ...wanted, uri }, { by: by.id, same }, signal)
  }

  /** Tells how far examinations have come that somebody follows; returns what ends it. */
  onClimb(listener: (climb: Climb) => void): () => void {
    return this.#examinations.subscribe(listener)
  }

  /** Tells of every change from now on, in order; returns what ends it. */
  subscribe(listener: (change: Change) => void): () => void {
    return this.#listeners.add(listener)
  }

  /** Tells of everything that people want opened from now on; returns what ends it. */
  onAsked(listener: (asked: Asked) => void): () => void {
    return this.#asked.add(listener)
  }

  #find(id: string): Connection {
    const connection = this.#all.get(id)
    if (connection === undefined) throw new Failure('connection.missing')
    return connection
  }

  #sameAs(uri: string, readOnly: boolean): Connection | undefined {
    return [...this.#all.values()].find(
      ({ record }) => record.uri === uri && record.readOnly === readOnly,
    )
  }

  /** In the map before it is on disk, so that two who ask at once get one; and dialled meanwhile, as either takes its time. */
  async #openNew(wish: Wish, by: Person): Promise<ConnectionRow> {
    if (this.#all.size >= mostConnections) throw new Failure('server.busy')
    const createdAt = this.#deps.clock.now()
    const record = { ...wish, id: newId(), tags: [], createdAt, createdBy: by.id }
    const connection = this.#add(record)
    const row = this.#open(connection, 'connection.open', by)
    try {
      await this.#deps.store.connections.insert(record)
    } catch (cause) {
      this.#all.delete(record.id)
      this.#listeners.tell({ type: 'forgotten', connection: record.id })
      await connection.forget()
      throw cause
    }
    return row
  }

  #add(record: ConnectionRecord): Connection {
    const { clock, log, random = Math.random, openDriver, surroundings } = this.#deps
    const { questions, credentials } = this.#deps
    let reach: Reach = 'local'
    const connection = new Connection(record, {
      dial: async ({ uri, readOnly }, options) => {
        const plan = planOf(uri, readOnly, await surroundings())
        reach = reachOf(plan)
        return openDriver(plan, { ...options, readOnly })
      },
      reach: () => reach,
      questions,
      keyring: credentials.of(record.id),
      emit: (change) => this.#listeners.tell(change),
      clock,
      random,
      log,
    })
    this.#all.set(record.id, connection)
    return connection
  }

  #open(connection: Connection, verb: Asked['verb'], by: Person): ConnectionRow {
    const ended = new Promise<ApiError | null>((resolve) => {
      connection.open((attempt) => {
        if (attempt !== null) this.#record(by, attempt)
        resolve(attempt === null ? closedBefore(connection.record.id) : attempt.error)
      }, by.id)
    })
    const row = connection.row()
    this.#asked.tell({ verb, connection: row, by, ended })
    return row
  }

  #record(person: Person, attempt: Attempt): void {
    this.#deps.store.history.record(person.id, attempt).catch((cause: unknown) => {
      this.#deps.log.error({ err: cause }, 'an attempt was not recorded')
    })
  }
}

const closedBefore = (id: string): ApiError =>
  toApiError(new Failure('connection.not-open', 'It was closed before it was open.'), id)
