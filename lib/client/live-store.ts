import type { BrowserMessage, ServerMessage, TaskRow } from '../contract/live.ts'
import type { Milliseconds } from '../units.ts'
import { type LinkState, LiveSocket, type SocketLike } from './live-socket.ts'
import { applyMessages, applyRecent, applyTasks, type LiveState, nothingYet } from './live-state.ts'
import type { LoadSample } from './loads.ts'
import { readMessage } from './read-message.ts'

export interface LiveStoreNeeds {
  dial: () => SocketLike
  random: () => number
  now: () => Milliseconds
  /** Runs something before the next picture is drawn; once a second or so is enough while nobody looks. */
  beforePaint: (run: () => void) => void
  /** The server's clock, at every hello. */
  onServerTime: (now: Milliseconds) => void
  onSignedOut: () => void
  /** The socket is open, for the first time or again. */
  onOpen: () => void
  /** It is not, and is tried again. */
  onLost: () => void
  /** The server told anew what this person may see. */
  onGrants: () => void
  /** A connection is watched from now on: its history is worth asking for. */
  onWatched: (connection: string) => void
}

/** A connection stays watched for this long after its last looker left, so that going back is instant. */
const linger = 60_000

/** Older than this without a word, a socket is not trusted after a sleep. */
const trusted = 20_000

/**
 * The live path's end in the browser: socket, state, and who looks. Messages are taken in together before each picture,
 * so that a thousand of them cost one drawing. Ends with `stop`.
 */
export class LiveStore {
  readonly #needs: LiveStoreNeeds
  readonly #socket: LiveSocket
  readonly #lookers = new Set<() => void>()
  readonly #watched = new Map<
    string,
    { lookers: number; end: ReturnType<typeof setTimeout> | null }
  >()
  /** Connections whose listing is on its way: a gap before it arrives needs no second question. */
  readonly #asked = new Set<string>()
  #queue: ServerMessage[] = []
  #state: LiveState = nothingYet
  #link: LinkState = { phase: 'connecting' }
  #statsOn: boolean

  constructor(needs: LiveStoreNeeds) {
    this.#needs = needs
    this.#statsOn = true
    this.#socket = new LiveSocket({
      dial: needs.dial,
      random: needs.random,
      now: needs.now,
      onFrame: (frame) => this.#receive(frame),
      onState: (link) => this.#setLink(link),
    })
  }

  start(): void {
    this.#socket.start()
  }

  stop(): void {
    this.#socket.stop()
  }

  /** The page is looked at again, or the network is back. */
  wake(): void {
    this.#socket.wake(trusted)
    // one that has just been replaced is news enough to the server
    this.#send({ type: 'nudge' })
  }

  state = (): LiveState => this.#state
  link = (): LinkState => this.#link

  /** Calls `look` after every change of the state or the link, until the returned function is called. */
  subscribe = (look: () => void): (() => void) => {
    this.#lookers.add(look)
    return () => this.#lookers.delete(look)
  }

  /** Asks for a connection's listing and what follows it, until the returned function is called (and a while longer). */
  watch(connection: string): () => void {
    const known = this.#watched.get(connection)
    const entry = known ?? { lookers: 0, end: null }
    this.#watched.set(connection, entry)
    entry.lookers += 1
    if (entry.end !== null) clearTimeout(entry.end)
    entry.end = null
    if (known === undefined) {
      this.#ask(connection)
      this.#needs.onWatched(connection)
    }
    return () => {
      entry.lookers -= 1
      if (entry.lookers === 0) entry.end = setTimeout(() => this.#unwatch(connection), linger)
    }
  }

  /** Whether loads are wanted: not while the tab is hidden. */
  wantStats(on: boolean): void {
    this.#statsOn = on
    this.#send({ type: 'stats', on })
  }

  takeTasks(rows: readonly TaskRow[]): void {
    this.#set(applyTasks(this.#state, rows))
  }

  takeRecent(connection: string, samples: readonly LoadSample[]): void {
    if (this.#watched.has(connection)) this.#set(applyRecent(this.#state, connection, samples))
  }

  #unwatch(connection: string): void {
    this.#watched.delete(connection)
    this.#send({ type: 'unwatch', connection })
    // what is no longer followed would be wrong by the time somebody looks again
    const { listings, loads } = this.#state
    const without = <Value>(map: ReadonlyMap<string, Value>) =>
      new Map([...map].filter(([id]) => id !== connection))
    this.#set({ ...this.#state, listings: without(listings), loads: without(loads) })
  }

  #ask(connection: string): void {
    this.#asked.add(connection)
    this.#send({ type: 'watch', connection })
  }

  #send(message: BrowserMessage): void {
    this.#socket.send(JSON.stringify(message))
  }

  #setLink(link: LinkState): void {
    this.#link = link
    if (link.phase === 'open') {
      if (!this.#statsOn) this.wantStats(false)
      this.#asked.clear()
      for (const connection of this.#watched.keys()) this.#ask(connection)
      this.#needs.onOpen()
    }
    if (link.phase === 'lost') this.#needs.onLost()
    if (link.phase === 'signed-out') this.#needs.onSignedOut()
    this.#tell()
  }

  #receive(frame: string): void {
    const message = readMessage(frame)
    // a server that this page does not understand has been updated, or is broken: both are told, neither is guessed at
    if (message === null) {
      this.#set({ ...this.#state, outdated: true })
      return
    }
    if (message.type === 'listing') this.#asked.delete(message.connection)
    if (message.type === 'connections') this.#needs.onGrants()
    if (message.type === 'hello') this.#needs.onServerTime(message.now)
    this.#queue.push(message)
    if (this.#queue.length === 1) this.#needs.beforePaint(() => this.#flush())
  }

  #flush(): void {
    const messages = this.#queue
    this.#queue = []
    const { state, gaps } = applyMessages(this.#state, messages)
    for (const connection of gaps) {
      if (this.#watched.has(connection) && !this.#asked.has(connection)) this.#ask(connection)
    }
    this.#set(state)
  }

  #set(state: LiveState): void {
    if (state === this.#state) return
    this.#state = state
    this.#tell()
  }

  #tell(): void {
    for (const look of this.#lookers) look()
  }
}
