import { type ApiError, toApiError } from '../../lib/contract/errors.ts'
import { asFailure, Failure } from '../../lib/failure.ts'
import type { Viewer } from '../auth/viewer.ts'
import type { ConsoleOps } from '../drivers/driver.ts'
import { ConsoleSocket, type ConsoleWebSocket } from './console-socket.ts'
import type { Room } from './room.ts'
import type { Rooms } from './rooms.ts'
import type { TextHub } from './text-hub.ts'
import type { TextHubs } from './text-hubs.ts'
import type { Claim } from './tickets.ts'
import type { ConsolesDeps, ConsoleWish } from './wish.ts'

/** A SPICE client has one for each of main, display, inputs, cursor, playback, record, port … */
const mostChannels = 16

export interface OpenConsoleDeps extends Pick<ConsolesDeps, 'relays' | 'log' | 'viewersWatch'> {
  ops: ConsoleOps
  rooms: Rooms
  texts: TextHubs
}

/** What has come of a console, for the audit. */
export interface ConsoleEnd {
  error: ApiError | null
  up: number
  down: number
}

/** One person's look into one console, from its first socket to its end. */
export class OpenConsole {
  readonly wish: ConsoleWish
  readonly claim: Claim
  /** Resolves when it has ended and everything it held is let go. */
  readonly over: Promise<ConsoleEnd>
  readonly #deps: OpenConsoleDeps
  readonly #ended = new AbortController()
  readonly #carried = { up: 0, down: 0 }
  #settle: (end: ConsoleEnd) => void = () => {}
  #room: Room | null = null
  #channels = 0

  constructor(wish: ConsoleWish, claim: Claim, deps: OpenConsoleDeps) {
    this.wish = wish
    this.claim = claim
    this.#deps = deps
    this.over = new Promise((resolve) => {
      this.#settle = resolve
    })
  }

  /** Serves its first socket, to its end. Never rejects. */
  async serve(socket: ConsoleWebSocket, viewer: Viewer): Promise<void> {
    const browser = new ConsoleSocket(socket)
    const { signal } = this.#ended
    browser.once('close', () => this.end())
    const end = this.#followRights(viewer, browser)
    const { room, leave } = this.#deps.rooms.enter(this.#key, {
      id: this.claim.console,
      person: viewer.person.name,
      watches: this.wish.watches,
      told: (people) => browser.tell({ type: 'here', people }),
    })
    this.#room = room
    browser.onRequest = (request) =>
      room.hand(this.claim.console, request.type === 'give' ? request.to : this.claim.console)
    let error: ApiError | null = null
    try {
      await (this.wish.choice.by === 'text' ? this.#text(browser) : this.#display(browser))
    } catch (cause) {
      if (!signal.aborted) error = this.#errorOf(cause)
    }
    end()
    leave()
    browser.tell({ type: 'ended', error })
    browser.end()
    this.#count(browser)
    this.end()
    this.#settle({ error, ...this.#carried })
  }

  /** Serves a further socket of a display that wants several. Never rejects. */
  async serveChannel(socket: ConsoleWebSocket): Promise<void> {
    const browser = new ConsoleSocket(socket)
    this.#channels += 1
    try {
      if (this.#channels > mostChannels) throw new Failure('server.busy')
      await this.#join(browser)
    } catch (cause) {
      this.#errorOf(cause)
    } finally {
      this.#channels -= 1
      browser.destroy()
      this.#count(browser)
    }
  }

  /** Idempotent. */
  end(): void {
    this.#ended.abort()
  }

  get #key(): string {
    const { connection, domain, choice } = this.wish
    const which = choice.by === 'text' ? choice.device : String(choice.index)
    return [connection, domain, choice.by, which].join('/')
  }

  async #display(browser: ConsoleSocket): Promise<void> {
    const { wire, kind, password } = await this.#openDisplay()
    if (kind === 'spice') {
      // its own sockets follow; this one shows that the way is open, and lasts as long as the page looks
      wire.close()
      browser.tell({ type: 'opened', you: this.claim.console, kind })
      await this.#untilEnd()
      return
    }
    browser.tell({ type: 'opened', you: this.claim.console, kind })
    await this.#relay({ wire, kind, password }, browser)
  }

  async #join(browser: ConsoleSocket): Promise<void> {
    await this.#relay(await this.#openDisplay(), browser)
  }

  async #relay(
    { wire, kind, password }: Awaited<ReturnType<ConsoleOps['openDisplay']>>,
    browser: ConsoleSocket,
  ): Promise<void> {
    const { signal } = this.#ended
    try {
      await this.#deps.relays[kind]({
        ...{ browser, password, signal },
        display: wire.stream,
        mayType: () => this.#mayType(),
      })
    } finally {
      wire.close()
    }
  }

  #openDisplay() {
    const { choice, domain } = this.wish
    if (choice.by !== 'display') throw new Failure('request.invalid')
    return this.#deps.ops.openDisplay(domain, choice.index, this.#ended.signal)
  }

  async #text(browser: ConsoleSocket): Promise<void> {
    const { choice, domain } = this.wish
    if (choice.by !== 'text') return
    const { device, force } = choice
    const { signal } = this.#ended
    const { hub, release } = await this.#deps.texts.share(this.#key, (lasting) =>
      this.#deps.ops.openText(domain, device, { force, signal: lasting }),
    )
    try {
      browser.tell({ type: 'opened', you: this.claim.console, kind: 'text' })
      void this.#typed(browser, hub)
      await hub.show({ write: (bytes) => written(browser, bytes, signal) }, signal)
      const why = signal.aborted ? null : await hub.ended
      if (why !== null) throw why
    } finally {
      release()
    }
  }

  /** What is typed by one who may; the rest is dropped. */
  async #typed(browser: ConsoleSocket, hub: TextHub): Promise<void> {
    try {
      for await (const bytes of browser) if (this.#mayType()) await hub.write(bytes)
    } catch (cause) {
      if (!this.#ended.signal.aborted)
        this.#deps.log.debug({ err: cause }, 'a console took no more')
    } finally {
      this.end()
    }
  }

  #mayType(): boolean {
    return this.#room?.mayType(this.claim.console) ?? false
  }

  /** Ends with the sign-in, and with the right to look; who may only watch from now on keeps watching. */
  #followRights(viewer: Viewer, browser: ConsoleSocket): () => void {
    const { connection } = this.wish
    return viewer.onChange((what) => {
      if (what === 'grants' && viewer.may('operate', connection) && !this.wish.watches) return
      const mayWatch = this.#deps.viewersWatch && viewer.may('view', connection)
      if (what === 'grants' && mayWatch) this.#room?.restrict(this.claim.console)
      else {
        browser.tell({ type: 'ended', error: toApiError(new Failure('permission.denied'), '') })
        this.end()
      }
    })
  }

  #untilEnd(): Promise<void> {
    const { signal } = this.#ended
    return new Promise((resolve) => {
      if (signal.aborted) resolve()
      else signal.addEventListener('abort', () => resolve(), { once: true })
    })
  }

  #count({ carried }: ConsoleSocket): void {
    this.#carried.up += carried.up
    this.#carried.down += carried.down
  }

  #errorOf(cause: unknown): ApiError {
    const failure = asFailure(cause)
    if (failure.code === 'server.fault') {
      this.#deps.log.error({ console: this.claim.console, err: cause }, 'a console failed')
    }
    return toApiError(failure, this.claim.console)
  }
}

/** Resolves when the network has taken them, or `signal` aborts. */
const written = (browser: ConsoleSocket, bytes: Buffer, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const end = (cause?: Error | null) => {
      signal.removeEventListener('abort', stop)
      if (cause && !signal.aborted) reject(cause)
      else resolve()
    }
    const stop = () => end()
    signal.addEventListener('abort', stop)
    browser.write(bytes, end)
  })
