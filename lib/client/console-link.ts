import { consoleProtocol, ticketProtocol } from '../contract/console-protocols.ts'
import type {
  Admission,
  ConsoleMessage,
  ConsoleRequest,
  DisplaySecret,
  Present,
} from '../contract/consoles.ts'
import type { ApiError } from '../contract/errors.ts'
import { paths } from '../paths.ts'
import type { Bytes } from '../units.ts'
import { asApiError } from './request-failed.ts'

/** What a link needs of a WebSocket. */
export type ConsoleWire = Pick<
  WebSocket,
  'binaryType' | 'readyState' | 'send' | 'close' | 'onmessage' | 'onclose' | 'bufferedAmount'
>

export interface ConsoleLinkNeeds {
  /** Asks for a way in; rejects with RequestFailed. */
  admit(): Promise<Admission>
  dial(path: string, protocols: string[]): ConsoleWire
}

export interface ConsoleLinkEvents {
  /** The way is open; the console's bytes follow. `id` names it, and this page among those who look. */
  opened(what: { id: string; kind: string }): void
  bytes(bytes: ArrayBuffer): void
  here(people: Present[]): void
  /** Its display wants to know something before it opens; `reason`: why what was answered will not do. */
  asks(what: DisplaySecret, reason: string | null): void
  /** Once, whatever it was: null when it ended in peace. */
  ended(error: ApiError | null): void
}

/** A terminal answers what a guest asks it, however often that asks. */
const mostUnsent: Bytes = 4 * 1024 * 1024

const gone: ApiError = { code: 'server.unreachable', detail: null, request: '', trouble: null }

/** One look into one console, from asking for it to its end. Text frames are ours, binary ones the console's. */
export class ConsoleLink {
  readonly #events: ConsoleLinkEvents
  #wire: ConsoleWire | null = null
  #over: boolean = false

  constructor(needs: ConsoleLinkNeeds, events: ConsoleLinkEvents) {
    this.#events = events
    void this.#open(needs)
  }

  /** Bytes for the console; those that nobody can take any more, or not yet, are dropped. */
  send(bytes: ArrayBuffer | Uint8Array<ArrayBuffer>): void {
    if (this.#wire?.readyState !== WebSocketState.open) return
    if (this.#wire.bufferedAmount < mostUnsent) this.#wire.send(bytes)
  }

  /** Gives the keyboard to somebody who is here; `take` gives it to oneself. */
  ask(request: ConsoleRequest): void {
    if (this.#wire?.readyState === WebSocketState.open) this.#wire.send(JSON.stringify(request))
  }

  /** Turns away. Nothing is told any more. */
  close(): void {
    this.#over = true
    this.#wire?.close()
  }

  async #open({ admit, dial }: ConsoleLinkNeeds): Promise<void> {
    try {
      const { console, ticket } = await admit()
      if (this.#over) return
      const wire = dial(paths.consoleSocket(console), [consoleProtocol, ticketProtocol(ticket)])
      this.#wire = wire
      wire.binaryType = 'arraybuffer'
      wire.onmessage = ({ data }: MessageEvent) => this.#told(data)
      wire.onclose = () => this.#end(gone)
    } catch (cause) {
      this.#end(asApiError(cause))
    }
  }

  #told(data: unknown): void {
    if (this.#over) return
    if (data instanceof ArrayBuffer) {
      this.#events.bytes(data)
      return
    }
    const message = JSON.parse(String(data)) as ConsoleMessage
    if (message.type === 'opened') this.#events.opened({ id: message.you, kind: message.kind })
    else if (message.type === 'here') this.#events.here(message.people)
    else if (message.type === 'asks') this.#events.asks(message.what, message.reason)
    else this.#end(message.error)
  }

  #end(error: ApiError | null): void {
    if (this.#over) return
    this.#over = true
    this.#wire?.close()
    this.#events.ended(error)
  }
}

/** WebSocket.OPEN, where there is no such class. */
const WebSocketState = { open: 1 } as const
