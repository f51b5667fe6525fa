import type { ConsoleChoice } from '../../lib/contract/consoles.ts'
import { type ApiError, toApiError } from '../../lib/contract/errors.ts'
import { asFailure, Failure } from '../../lib/failure.ts'
import type { Viewer } from '../auth/viewer.ts'
import type { ConsoleOps } from '../drivers/driver.ts'
import { ConsoleSocket, type ConsoleWebSocket } from './console-socket.ts'
import { DisplayLook } from './display-look.ts'
import { PageQuestion } from './page-question.ts'
import type { Room } from './room.ts'
import type { Rooms } from './rooms.ts'
import type { TextHub } from './text-hub.ts'
import type { TextHubs } from './text-hubs.ts'
import type { Claim } from './tickets.ts'
import type { ConsolesDeps, ConsoleWish } from './wish.ts'

export interface OpenConsoleDeps
  extends Pick<ConsolesDeps, 'relays' | 'clock' | 'log' | 'viewersWatch'> {
  ops: ConsoleOps
  rooms: Rooms
  texts: TextHubs
}

type TextChoice = Extract<ConsoleChoice, { by: 'text' }>

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
  readonly #channels = new Set<Promise<void>>()
  #settle: (end: ConsoleEnd) => void = () => {}
  #room: Room | null = null
  #browser: ConsoleSocket | null = null
  #display: DisplayLook | null = null
  #isTold: boolean = false
  #error: ApiError | null = null

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
    const end = this.#followRights(viewer)
    const { room, leave } = this.#deps.rooms.enter(this.#key, {
      id: this.claim.console,
      person: viewer.person.name,
      watches: this.wish.watches,
      told: (people) => browser.tell({ type: 'here', people }),
    })
    this.#room = room
    this.#browser = browser
    const question = new PageQuestion((message) => browser.tell(message), this.#deps.clock)
    browser.onRequest = (request) => {
      if (request.type === 'answer') question.answer(request)
      else room.hand(this.claim.console, request.type === 'give' ? request.to : this.claim.console)
    }
    try {
      const { choice } = this.wish
      await (choice.by === 'text'
        ? this.#text(choice, browser)
        : this.#show(choice.index, question, browser))
      this.#tellEnd(null)
    } catch (cause) {
      this.#tellEnd(signal.aborted ? null : this.#errorOf(cause))
    }
    end()
    leave()
    browser.hangUp()
    this.#count(browser)
    this.end()
    await Promise.all(this.#channels)
    this.#settle({ error: this.#error, ...this.#carried })
  }

  /** Serves a further socket of a display that wants several; what it fails with ends them all. Never rejects. */
  async serveChannel(socket: ConsoleWebSocket): Promise<void> {
    const served = this.#channel(new ConsoleSocket(socket))
    this.#channels.add(served)
    await served
    this.#channels.delete(served)
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

  async #channel(browser: ConsoleSocket): Promise<void> {
    try {
      if (this.#display === null) throw new Failure('request.invalid')
      await this.#display.channel(browser)
    } catch (cause) {
      if (!(this.#ended.signal.aborted || browser.destroyed)) {
        this.#tellEnd(this.#errorOf(cause))
        this.end()
      }
    } finally {
      browser.destroy()
      this.#count(browser)
    }
  }

  async #show(index: number, question: PageQuestion, browser: ConsoleSocket): Promise<void> {
    const { ops, relays } = this.#deps
    const { signal } = this.#ended
    this.#display = new DisplayLook({
      dial: (tls) => ops.openDisplay(this.wish.domain, index, { tls, signal }),
      ask: (asked) => question.ask(asked, signal),
      mayType: () => this.#mayType(),
      ...{ relays, signal },
    })
    await this.#display.first(browser, (kind) =>
      browser.tell({ type: 'opened', you: this.claim.console, kind }),
    )
  }

  async #text({ device, force }: TextChoice, browser: ConsoleSocket): Promise<void> {
    const { domain } = this.wish
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
  #followRights(viewer: Viewer): () => void {
    const { connection } = this.wish
    return viewer.onChange((what) => {
      if (what === 'grants' && viewer.may('operate', connection) && !this.wish.watches) return
      const mayWatch = this.#deps.viewersWatch && viewer.may('view', connection)
      if (what === 'grants' && mayWatch) this.#room?.restrict(this.claim.console)
      else {
        this.#tellEnd(toApiError(new Failure('permission.denied'), ''))
        this.end()
      }
    })
  }

  /** The first reason is the one. */
  #tellEnd(error: ApiError | null): void {
    if (this.#isTold) return
    this.#isTold = true
    this.#error = error
    this.#browser?.tell({ type: 'ended', error })
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
