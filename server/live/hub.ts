import type { Clock } from '../../lib/clock.ts'
import type { BrowserMessage, ServerMessage, TaskRow } from '../../lib/contract/live.ts'
import type { Milliseconds } from '../../lib/units.ts'
import type { Viewer } from '../auth/viewer.ts'
import type { Change } from '../connections/connection.ts'
import type { Connections } from '../connections/connections.ts'
import type { Climb } from '../connections/examinations.ts'
import type { QuestionNews, Questions } from '../connections/questions.ts'
import type { Log } from '../log.ts'
import { Browser, type BrowserSocket, closeCodes } from './browser.ts'
import { frameOf, ListingFrames, lazyFrame } from './frames.ts'
import type { Late } from './outbox.ts'
import type { Stats, StatsMessage } from './stats.ts'
import type { Tasks } from './tasks.ts'

const betweenProbes: Milliseconds = 30_000

export interface HubDeps {
  connections: Pick<
    Connections,
    'rows' | 'row' | 'has' | 'listing' | 'events' | 'subscribe' | 'nudge' | 'onClimb'
  >
  stats: Pick<Stats, 'subscribe'>
  tasks: Pick<Tasks, 'subscribe'>
  questions: Pick<Questions, 'of' | 'subscribe' | 'recheck'>
  clock: Clock
  log: Log
  /** Names what is running, so that a page of an older one reloads itself. */
  build: string
}

/** Tells every browser what it watches and may see. No browser waits for another. */
export class Hub {
  readonly #deps: HubDeps
  readonly #browsers = new Set<Browser>()
  /** Those of #browsers that have been told to go. */
  readonly #leaving = new WeakSet<Browser>()
  readonly #listings: ListingFrames
  readonly #ends: (() => void)[]
  readonly #closed = new AbortController()

  constructor(deps: HubDeps) {
    this.#deps = deps
    this.#listings = new ListingFrames(deps.connections)
    this.#ends = [
      deps.connections.subscribe((change) => this.#changed(change)),
      deps.connections.onClimb((climb) => this.#climbed(climb)),
      deps.stats.subscribe((message) => this.#measured(message)),
      deps.tasks.subscribe((row) => this.#worked(row)),
      deps.questions.subscribe((news) => this.#wondered(news)),
    ]
    void this.#probe()
  }

  /** How many browsers are there. */
  get size(): number {
    return this.#browsers.size
  }

  /** Serves a socket until either side ends it. */
  accept(socket: BrowserSocket, viewer: Viewer): void {
    const { clock, log, build } = this.#deps
    socket.on('error', (cause) => log.debug({ err: cause }, 'a browser’s socket failed'))
    if (this.#closed.signal.aborted) {
      socket.close(closeCodes.leaving, 'the server stops')
      return
    }
    const browser = new Browser(socket, viewer, clock)
    this.#browsers.add(browser)
    const end = viewer.onChange((what) => {
      if (what === 'grants') this.#regrant(browser)
      else this.#signedOut(browser)
    })
    socket.on('close', () => {
      end()
      this.#browsers.delete(browser)
    })
    socket.on('message', (data, isBinary) => {
      const message = browser.read(data, isBinary)
      if (message !== null) this.#asked(browser, message)
    })
    browser.outbox.offer(() => frameOf({ type: 'hello', now: clock.now(), build }), null)
    this.#tellConnections(browser)
    for (const row of this.#deps.questions.of(viewer.person.id)) {
      this.#tellQuestion(browser, { type: 'question', row })
    }
    this.#nudge(browser)
  }

  /** Tells all browsers that this server goes away. */
  close(): void {
    this.#closed.abort()
    for (const end of this.#ends) end()
    for (const browser of this.#browsers) browser.close(closeCodes.leaving, 'the server stops')
  }

  #asked(browser: Browser, message: BrowserMessage): void {
    if (message.type === 'stats') {
      browser.wantsStats = message.on
    } else if (message.type === 'nudge') {
      this.#nudge(browser)
    } else if (message.type === 'unwatch') {
      browser.watched.delete(message.connection)
      browser.outbox.drop(`listing ${message.connection}`)
    } else if (browser.sees(message.connection) && this.#deps.connections.has(message.connection)) {
      browser.watched.add(message.connection)
      this.#tellListing(browser, message.connection)
    }
  }

  /** Somebody looks again, perhaps on a laptop that was carried elsewhere: what is lost may be within reach now. */
  #nudge(browser: Browser): void {
    this.#deps.connections.nudge((connection) => browser.sees(connection))
  }

  /** Whoever has no other browser here can answer nothing any more. */
  #signedOut(browser: Browser): void {
    const { id } = browser.viewer.person
    browser.close(closeCodes.signedOut, 'signed out')
    this.#leaving.add(browser)
    const others = [...this.#browsers].filter((one) => !this.#leaving.has(one))
    if (others.every(({ viewer }) => viewer.person.id !== id)) {
      this.#deps.questions.recheck(id, () => false)
    }
  }

  #changed(change: Change): void {
    switch (change.type) {
      case 'connection':
        this.#tellConnection(change)
        break
      case 'forgotten':
        this.#forget(change.connection)
        break
      case 'changed':
        this.#listings.forget(change.connection)
        this.#toWatchers(change, this.#lateListing(change.connection))
        break
      case 'events':
        this.#tellEvents(change)
    }
  }

  #tellListing(browser: Browser, connection: string): void {
    const frame = this.#listings.of(connection)
    if (frame !== null) browser.outbox.offer(() => frame, this.#lateListing(connection))
  }

  /** A browser that missed a delta could not use the next one: it gets the whole listing as it is then. */
  #lateListing(connection: string): Late {
    const frame = () => this.#listings.of(connection)
    return { key: `listing ${connection}`, connection, frame }
  }

  #tellConnection(message: Extract<ServerMessage, { type: 'connection' }>): void {
    const { id } = message.row
    const { connections } = this.#deps
    const newest = () =>
      connections.has(id) ? frameOf({ type: 'connection', row: connections.row(id) }) : null
    const frame = lazyFrame(message)
    const late = { key: `connection ${id}`, connection: id, frame: newest }
    for (const browser of this.#browsers) {
      if (!browser.sees(id)) continue
      browser.told.add(id)
      browser.outbox.offer(frame, late)
    }
  }

  #forget(connection: string): void {
    this.#listings.forget(connection)
    const frame = lazyFrame({ type: 'forgotten', connection })
    for (const browser of this.#browsers) {
      browser.watched.delete(connection)
      if (!browser.told.delete(connection)) continue
      browser.outbox.offer(frame, { key: `connection ${connection}`, connection: null, frame })
    }
  }

  #tellConnections(browser: Browser): void {
    const frame = () => {
      const rows = this.#deps.connections.rows().filter(({ id }) => browser.sees(id))
      for (const { id } of rows) browser.told.add(id)
      return frameOf({ type: 'connections', rows })
    }
    browser.outbox.offer(frame, { key: 'connections', connection: null, frame })
  }

  #regrant(browser: Browser): void {
    for (const set of [browser.watched, browser.told]) {
      for (const connection of set) if (!browser.sees(connection)) set.delete(connection)
    }
    browser.outbox.dropUnless((connection) => browser.sees(connection))
    const { viewer } = browser
    this.#deps.questions.recheck(viewer.person.id, (needs, on) => viewer.may(needs, on))
    this.#tellConnections(browser)
  }

  /** One that lags gets what it missed from the log, which is bounded itself. */
  #tellEvents(change: Extract<Change, { type: 'events' }>): void {
    const { connection, rows } = change
    const { connections } = this.#deps
    const from = rows[0]?.id ?? 0
    const missed = () => {
      const kept = connections.has(connection) ? connections.events(connection) : []
      return frameOf({ type: 'events', connection, rows: kept.filter(({ id }) => id >= from) })
    }
    const late: Late = { key: `events ${connection}`, connection, frame: missed, first: true }
    this.#toWatchers(change, late)
  }

  #measured(message: StatsMessage): void {
    const frame = lazyFrame(message)
    for (const browser of this.#browsers) {
      if (browser.wantsStats && browser.watched.has(message.connection)) {
        browser.outbox.offer(frame, null)
      }
    }
  }

  #worked(row: TaskRow): void {
    const { id, connection } = row
    const frame = lazyFrame({ type: 'task', row })
    for (const browser of this.#browsers) {
      if (browser.sees(connection)) {
        browser.outbox.offer(frame, { key: `task ${id}`, connection, frame })
      }
    }
  }

  #wondered({ person, ...message }: QuestionNews): void {
    for (const browser of this.#browsers) {
      if (browser.viewer.person.id === person) this.#tellQuestion(browser, message)
    }
  }

  #tellQuestion(
    browser: Browser,
    message: Extract<ServerMessage, { type: 'question' | 'settled' }>,
  ): void {
    const frame = lazyFrame(message)
    const id = message.type === 'question' ? message.row.id : message.question
    browser.outbox.offer(frame, { key: `question ${id}`, connection: null, frame })
  }

  #climbed({ person, ...climb }: Climb): void {
    const frame = lazyFrame({ type: 'ladder', ...climb })
    for (const browser of this.#browsers) {
      if (browser.viewer.person.id !== person) continue
      browser.outbox.offer(frame, { key: `ladder ${climb.examination}`, connection: null, frame })
    }
  }

  #toWatchers(change: ServerMessage & { connection: string }, late: Late): void {
    const frame = lazyFrame(change)
    for (const browser of this.#browsers) {
      if (browser.watched.has(change.connection)) browser.outbox.offer(frame, late)
    }
  }

  async #probe(): Promise<void> {
    const { signal } = this.#closed
    while (!signal.aborted) {
      await this.#deps.clock.sleep(betweenProbes, signal)
      if (!signal.aborted) for (const browser of this.#browsers) browser.probe()
    }
  }
}
