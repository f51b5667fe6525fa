import type { Clock } from '../../lib/clock.ts'
import { Failure } from '../../lib/failure.ts'
import type { Milliseconds } from '../../lib/units.ts'
import { Alarm } from './alarm.ts'
import { ProtocolError, Writer } from './bytes.ts'
import { type Frame, headerSize, writeHeader } from './frame.ts'
import type { Marks, Procedure } from './row.ts'

/** Bytes of frames that may wait for their turn. */
const queuedBytesMax = 64 * 1024 * 1024
const never = Number.POSITIVE_INFINITY

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
  /** Packets of the stream that it opens which have overtaken the answer. */
  readonly early: Frame[]
}

export interface CallsOptions {
  clock: Clock
  inFlight: number
  queue: number
  timeout: Milliseconds
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
  readonly #alarm: Alarm
  #queuedBytes = 0
  #serial = 0

  constructor(options: CallsOptions) {
    this.#options = options
    this.#alarm = new Alarm(options.clock, () => this.#expire())
  }

  /**
   * Resolves or rejects as its owner says through `answer`, or when it is too late, or `signal` aborts.
   * Throws Failure `request.invalid` (arguments over a limit) and `server.busy` (queue full).
   */
  start(row: AnyProcedure, args: unknown, options: CallOptions): Promise<unknown> {
    return new Promise((resolve, reject) => {
      options.signal?.throwIfAborted()
      const serial = this.#nextSerial()
      const frame = callFrame(row, args, serial)
      const due = this.#options.clock.now() + this.#patience(row, options)
      const call: PendingCall = {
        serial,
        row,
        frame,
        resolve,
        reject,
        abandoned: false,
        due,
        early: [],
      }
      this.#add(call)
      if (options.signal !== undefined) this.#heed(options.signal, call)
    })
  }

  /** The call of that serial, when it opens a stream and has no answer yet. */
  opening(serial: number): PendingCall | null {
    const call = this.#sent.get(serial)
    return call?.row.marks.stream === undefined ? null : call
  }

  /** The call a reply belongs to; its slot goes to the next in the queue. */
  answer(serial: number): PendingCall | null {
    const call = this.#sent.get(serial)
    if (call === undefined) return null
    this.#sent.delete(serial)
    for (const next of this.#queue.values()) {
      this.#dequeue(next)
      this.#post(next)
      break
    }
    return call
  }

  /** The end of all: every waiting call gets the failure that fits it. */
  end(failure: (call: PendingCall, sent: boolean) => Failure): void {
    this.#alarm.stop()
    for (const call of this.#sent.values()) if (!call.abandoned) call.reject(failure(call, true))
    for (const call of this.#queue.values()) call.reject(failure(call, false))
    this.#sent.clear()
    this.#queue.clear()
  }

  #nextSerial(): number {
    do this.#serial = (this.#serial + 1) >>> 0
    while (this.#sent.has(this.#serial) || this.#queue.has(this.#serial))
    return this.#serial
  }

  /** How long the caller waits: what it says, else the channel's rule. */
  #patience(row: AnyProcedure, { timeout }: CallOptions): Milliseconds {
    if (timeout !== undefined) return timeout ?? never
    return row.marks.long ? never : this.#options.timeout
  }

  #add(call: PendingCall): void {
    if (this.#sent.size < this.#options.inFlight) this.#post(call)
    else this.#enqueue(call)
    this.#alarm.by(call.due)
  }

  #post(call: PendingCall): void {
    this.#sent.set(call.serial, call)
    this.#options.send(call.frame)
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

  /** Lets `signal` give the waiting up, and forgets it when the call is settled. */
  #heed(signal: AbortSignal, call: PendingCall): void {
    const { resolve, reject } = call
    const giveUp = () => {
      this.#abandon(call)
      call.reject(signal.reason)
    }
    signal.addEventListener('abort', giveUp)
    call.resolve = (value) => {
      signal.removeEventListener('abort', giveUp)
      resolve(value)
    }
    call.reject = (reason) => {
      signal.removeEventListener('abort', giveUp)
      reject(reason)
    }
  }

  /** Its caller has gone: out of the queue, or unanswered in its slot. Returns whether it had been sent. */
  #abandon(call: PendingCall): boolean {
    call.abandoned = true
    if (!this.#queue.has(call.serial)) return true
    this.#dequeue(call)
    return false
  }

  #expire(): void {
    const now = this.#options.clock.now()
    for (const call of [...this.#sent.values(), ...this.#queue.values()]) {
      if (call.abandoned) continue
      if (call.due > now) this.#alarm.by(call.due)
      else call.reject(tooLate(call, this.#abandon(call)))
    }
  }
}

const tooLate = (call: PendingCall, sent: boolean): Failure =>
  sent && call.row.marks.changes
    ? new Failure('outcome.unknown', 'The host did not answer in time.')
    : new Failure('host.silent')

/** What does not fit the protocol's limits is the caller's fault. */
function callFrame(row: AnyProcedure, args: unknown, serial: number): Buffer {
  const to = new Writer(headerSize)
  try {
    row.args.write(to, args)
  } catch (cause) {
    if (!(cause instanceof ProtocolError)) throw cause
    throw new Failure('request.invalid', cause.message, { cause })
  }
  const frame = to.done()
  const { program, number } = row
  writeHeader(
    frame,
    { program, procedure: number, type: 'call', serial, status: 'ok' },
    frame.length - headerSize,
  )
  return frame
}
