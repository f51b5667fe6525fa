import type { Clock } from '../../lib/clock.ts'
import { Failure } from '../../lib/failure.ts'
import type { Milliseconds } from '../../lib/units.ts'
import type { Marks, Procedure } from './row.ts'

/** Bytes of frames that may wait for their turn. */
const queuedBytesMax = 64 * 1024 * 1024

export interface CallOptions {
  /** Stops the waiting, not the call: libvirt cannot take a call back. */
  signal?: AbortSignal
  /** null: as long as it takes. Default: the channel's, or none where the row says `long`. */
  timeout?: Milliseconds | null
}

// biome-ignore lint/suspicious/noExplicitAny: calls of every row wait in one queue
export type AnyProcedure = Procedure<any, any, Marks>

export interface PendingCall {
  readonly serial: number
  readonly row: AnyProcedure
  readonly frame: Buffer
  resolve: (value: unknown) => void
  reject: (reason: unknown) => void
  /** Nobody waits any more; the slot stays taken until the host has answered. */
  abandoned: boolean
  readonly due: Milliseconds
}

export interface CallsOptions {
  clock: Clock
  inFlight: number
  queue: number
  send: (frame: Buffer) => void
}

/**
 * Calls on their way: at most `inFlight` at the host, the others in a bounded queue. libvirtd stops reading
 * at max_client_requests (5) unanswered calls, and with it the answers to its own pings.
 */
export class Calls {
  readonly #options: CallsOptions
  readonly #sent = new Map<number, PendingCall>()
  readonly #queue = new Map<number, PendingCall>()
  #queuedBytes = 0
  #serial = 0
  #alarm: { at: Milliseconds; cancel: AbortController } | null = null

  constructor(options: CallsOptions) {
    this.#options = options
  }

  nextSerial(): number {
    do this.#serial = (this.#serial + 1) >>> 0
    while (this.#sent.has(this.#serial) || this.#queue.has(this.#serial))
    return this.#serial
  }

  /** Sends now or queues. Throws Failure('server.busy') when the queue is full. */
  add(call: PendingCall): void {
    if (this.#sent.size < this.#options.inFlight) {
      this.#sent.set(call.serial, call)
      this.#options.send(call.frame)
    } else {
      this.#enqueue(call)
    }
    if (call.due < (this.#alarm?.at ?? Number.POSITIVE_INFINITY)) this.#arm(call.due)
  }

  /** The call a reply belongs to; its slot goes to the next in the queue. */
  answer(serial: number): PendingCall | null {
    const call = this.#sent.get(serial)
    if (call === undefined) return null
    this.#sent.delete(serial)
    for (const next of this.#queue.values()) {
      this.#dequeue(next)
      this.#sent.set(next.serial, next)
      this.#options.send(next.frame)
      break
    }
    return call
  }

  /** Its caller has gone: out of the queue, or unanswered in its slot. Returns whether it had been sent. */
  abandon(call: PendingCall): boolean {
    call.abandoned = true
    if (!this.#queue.has(call.serial)) return true
    this.#dequeue(call)
    return false
  }

  /** The end of all: every waiting call gets the failure that fits it. */
  end(failure: (call: PendingCall, sent: boolean) => Failure): void {
    this.#alarm?.cancel.abort()
    for (const call of this.#sent.values()) if (!call.abandoned) call.reject(failure(call, true))
    for (const call of this.#queue.values()) call.reject(failure(call, false))
    this.#sent.clear()
    this.#queue.clear()
  }

  #enqueue(call: PendingCall): void {
    const bytes = this.#queuedBytes + call.frame.length
    if (this.#queue.size >= this.#options.queue || bytes > queuedBytesMax) {
      throw new Failure('server.busy', 'Too many requests are waiting for this host.')
    }
    this.#queuedBytes = bytes
    this.#queue.set(call.serial, call)
  }

  #dequeue(call: PendingCall): void {
    this.#queuedBytes -= call.frame.length
    this.#queue.delete(call.serial)
  }

  /** One timer for all calls: it wakes at the earliest deadline there was when it was set. */
  #arm(at: Milliseconds): void {
    const { clock } = this.#options
    this.#alarm?.cancel.abort()
    const cancel = new AbortController()
    this.#alarm = { at, cancel }
    void clock.sleep(Math.max(0, at - clock.now()), cancel.signal).then(() => {
      if (!cancel.signal.aborted) this.#expire()
    })
  }

  #expire(): void {
    this.#alarm = null
    const now = this.#options.clock.now()
    let next = Number.POSITIVE_INFINITY
    for (const call of [...this.#sent.values(), ...this.#queue.values()]) {
      if (call.abandoned) continue
      if (call.due > now) next = Math.min(next, call.due)
      else call.reject(tooLate(call, this.abandon(call)))
    }
    if (next < Number.POSITIVE_INFINITY) this.#arm(next)
  }
}

const tooLate = (call: PendingCall, sent: boolean): Failure =>
  sent && call.row.marks.changes
    ? new Failure('outcome.unknown', 'The host did not answer in time.')
    : new Failure('host.silent')
