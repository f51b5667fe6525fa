import type { Clock } from '../../lib/clock.ts'
import { type ApiError, toApiError } from '../../lib/contract/errors.ts'
import type { ConnectionRow, HostEventRow, ServerMessage } from '../../lib/contract/live.ts'
import { asFailure, Failure } from '../../lib/failure.ts'
import type { Milliseconds } from '../../lib/units.ts'
import type { Driver, DriverEvent, OpenOptions } from '../drivers/driver.ts'
import { lacksOf } from '../drivers/lacks.ts'
import type { Log } from '../log.ts'
import type { ConnectionChange, ConnectionRecord } from '../store/connections.ts'
import type { Attempt } from '../store/history.ts'
import { newId } from '../store/new-id.ts'
import { AttemptAsker } from './asker.ts'
import { Burst } from './burst.ts'
import { EventLog } from './event-log.ts'
import { keepOpen, type Link, type LinkEvent } from './keep-open.ts'
import type { Keyring } from './keyring.ts'
import { type Life, type LifeEvent, step, unopened } from './life.ts'
import { Listing } from './listing.ts'
import { Nap } from './nap.ts'
import { Pace } from './pace.ts'
import type { Errand, Questions } from './questions.ts'
import type { Reach } from './retry.ts'

/** Between two deltas of one connection while changes pour in. */
const deltasApart: Milliseconds = 4

/** What a connection tells: the same words that browsers hear. */
export type Change = Extract<
  ServerMessage,
  { type: 'connection' | 'forgotten' | 'changed' | 'events' }
>

export interface ConnectionDeps {
  dial(record: ConnectionRecord, options: Omit<OpenOptions, 'readOnly'>): Promise<Driver>
  reach(): Reach
  questions: Pick<Questions, 'ask'>
  keyring: Keyring
  emit(change: Change): void
  clock: Clock
  random: () => number
  log: Log
}

/** Told once how the attempt that somebody asked for came out; null: it was closed before that was known. */
export type Tried = (attempt: Attempt | null) => void

/** One saved connection and all that is known of its host now. It opens only when asked, and then stays open. */
export class Connection {
  readonly #deps: ConnectionDeps
  #record: ConnectionRecord
  #life: Life = unopened
  #run: AbortController | null = null
  /** Resolves when nothing of the runs so far is left open. */
  #idle: Promise<void> = Promise.resolve()
  #driver: Driver | null = null
  #askedAt: Milliseconds = 0
  /** Who is to be asked in the attempt that comes next. */
  #next: Errand | null = null
  #asker: AttemptAsker | null = null
  readonly #nap: Nap
  readonly #pace = new Pace()
  readonly #tried: Tried[] = []
  #told = { running: 0, total: 0 }
  #burst: Burst | null
  readonly #events = new EventLog()
  readonly #listing = new Listing()

  constructor(record: ConnectionRecord, deps: ConnectionDeps) {
    this.#record = record
    this.#deps = deps
    this.#nap = new Nap(deps.clock)
    this.#burst = new Burst(deps.clock, deltasApart, () => this.#flush())
  }

  get record(): ConnectionRecord {
    return this.#record
  }

  row(): ConnectionRow {
    const { id, uri, name, autoconnect, tags } = this.#record
    const readOnly = this.#record.readOnly || this.#driver?.readOnly === true
    const { running, total } = this.#listing
    const { state } = this.#life
    return { id, uri, name, readOnly, autoconnect, tags, state, running, total }
  }

  /** Throws connection.not-open unless it is open now. */
  driver(): Driver {
    if (this.#driver === null) throw new Failure('connection.not-open')
    return this.#driver
  }

  get listing(): Pick<Listing, 'revision' | 'rows' | 'row'> {
    return this.#listing
  }

  /** Oldest first. */
  events(): HostEventRow[] {
    return this.#events.rows()
  }

  /** What is left out stays as it is. */
  update(change: ConnectionChange): void {
    const { name, autoconnect, tags } = change
    this.#record = {
      ...this.#record,
      ...(name !== undefined && { name }),
      ...(autoconnect !== undefined && { autoconnect }),
      ...(tags !== undefined && { tags }),
    }
    this.#tell()
  }

  /**
   * Opens it, or tries again now rather than when it would have. What the host asks in this attempt is asked of `by`
   * (a person's id; null: of nobody), in those that follow by themselves of nobody.
   */
  open(tried: Tried | null, by: string | null = null): void {
    const { phase } = this.#life.state
    const { id: connection, uri } = this.#record
    const errand = by === null ? null : { person: by, uri, connection }
    if (tried !== null) this.#tried.push(tried)
    if (phase === 'open') this.#settle(null)
    if (phase === 'opening' && errand !== null) this.#asker?.attend(errand)
    if (phase === 'open' || phase === 'opening') return
    this.#next = errand
    this.#askedAt = this.#deps.clock.now()
    this.#apply({ type: 'asked', at: this.#askedAt })
    this.#start()
  }

  /** Resolves when nothing of it is left open. What is under way there ends with outcome.unknown. */
  async close(): Promise<void> {
    this.#run?.abort()
    this.#run = null
    this.#driver = null
    for (const tell of this.#tried.splice(0)) tell(null)
    if (this.#life.state.phase === 'open') this.#note('closed', '')
    this.#listing.replace([])
    this.#burst?.touch()
    this.#apply({ type: 'closed' })
    await this.#idle
  }

  /** The last call: closes it, and it says no more. */
  async forget(): Promise<void> {
    this.#burst = null
    await this.close()
  }

  /** There is reason to believe that the host can be reached again: when it is tried again, then now. */
  nudge(): void {
    this.#nap.wake()
  }

  /** There is reason to doubt that an open link still works: its host is asked at once. */
  probe(): void {
    this.#driver?.probe?.()
  }

  #start(): void {
    this.#run?.abort()
    const run = new AbortController()
    this.#run = run
    const link: Link = {
      ...this.#deps,
      dial: (options) => this.#deps.dial(this.#record, options),
      autoconnect: () => this.#record.autoconnect,
      lostSince: this.#life.lostSince,
      asker: (waits) => this.#askerFor(waits),
      nap: this.#nap,
      pace: this.#pace,
      report: (event) => {
        if (this.#run === run) this.#heard(event)
      },
    }
    this.#idle = this.#keepOpen(link, run.signal, this.#idle)
  }

  #askerFor(waits: (on: boolean) => void): AttemptAsker {
    const { questions, keyring, log } = this.#deps
    this.#asker = new AttemptAsker({ questions, keyring, log, waits }, this.#next)
    this.#next = null
    return this.#asker
  }

  /** Never two links at once: the one before has ended when this one dials. */
  async #keepOpen(link: Link, signal: AbortSignal, before: Promise<void>): Promise<void> {
    await before
    try {
      await keepOpen(link, signal)
    } catch (cause) {
      link.report({ type: 'ended', failure: asFailure(cause), retryAt: null, kept: true })
    }
  }

  #heard(event: LinkEvent): void {
    const at = this.#deps.clock.now()
    switch (event.type) {
      case 'reached':
        this.#apply({ type: 'reached', at, rung: event.rung })
        break
      case 'asks':
        this.#apply({ type: 'asks', asks: event.asks })
        break
      case 'driver':
        this.#observe(event.event, at)
        break
      case 'opened':
        this.#opened(event.driver, at)
        break
      case 'ended':
        this.#ended(event, at)
        break
    }
  }

  #observe(event: DriverEvent, at: Milliseconds): void {
    if (event.type === 'listing') this.#listing.replace(event.domains)
    else if (event.type === 'changed') this.#listing.change(event.domain, at)
    else if (event.type === 'removed') this.#listing.remove(event.uuid)
    else this.#events.add(event.event, at)
    this.#burst?.touch()
  }

  #opened(driver: Driver, at: Milliseconds): void {
    const { hypervisor, hostname, version, libraryVersion } = driver
    this.#driver = driver
    // the machines first: who hears that it is open begins to ask it for figures
    this.#flush()
    this.#note(this.#life.lostSince === null ? 'opened' : 'reopened', '')
    this.#apply({
      type: 'opened',
      at,
      host: { hypervisor, hostname, version, libraryVersion, lacks: lacksOf(driver) },
    })
    this.#settle(null)
  }

  #ended(
    { failure, retryAt, kept }: Extract<LinkEvent, { type: 'ended' }>,
    at: Milliseconds,
  ): void {
    const { state } = this.#life
    const known = 'error' in state ? state.error : null
    const news = known?.code !== failure.code || known.detail !== failure.detail
    const error = toApiError(failure, news ? newId() : (known?.request ?? newId()))
    const { id: connection } = this.#record
    const fields = { connection, request: error.request, code: failure.code, err: failure }
    if (news) {
      this.#deps.log.warn(fields, 'connection ended')
      this.#note(state.phase === 'open' ? 'lost' : 'not opened', failure.message)
    }
    this.#driver = null
    this.#apply({ type: 'ended', at, error, retryAt, kept })
    this.#settle(error)
  }

  #settle(error: ApiError | null): void {
    const { uri, readOnly } = this.#record
    const at = this.#deps.clock.now()
    for (const tell of this.#tried.splice(0)) {
      tell({ uri, readOnly, at, error, took: at - this.#askedAt })
    }
  }

  #note(event: string, detail: string): void {
    const { name, uri } = this.#record
    const line = { object: 'connection', name: name ?? uri, uuid: null, event, detail } as const
    this.#events.add(line, this.#deps.clock.now())
    this.#burst?.touch()
  }

  #apply(event: LifeEvent): void {
    const before = this.#life.state
    this.#life = step(this.#life, event)
    if (this.#life.state !== before) this.#tell()
  }

  #tell(): void {
    if (this.#burst === null) return
    const row = this.row()
    this.#told = { running: row.running, total: row.total }
    this.#deps.emit({ type: 'connection', row })
  }

  #flush(): void {
    if (this.#burst === null) return
    const { id: connection } = this.#record
    const delta = this.#listing.take()
    if (delta !== null) this.#deps.emit({ type: 'changed', connection, ...delta })
    const rows = this.#events.takeFresh()
    if (rows.length > 0) this.#deps.emit({ type: 'events', connection, rows })
    const { running, total } = this.#listing
    if (running !== this.#told.running || total !== this.#told.total) this.#tell()
  }
}
