import type { Duplex } from 'node:stream'
import type { Clock } from '../../lib/clock.ts'
import { Failure } from '../../lib/failure.ts'
import type { Milliseconds } from '../../lib/units.ts'
import { ProtocolError, Writer } from './bytes.ts'
import { type AnyProcedure, type CallOptions, Calls, type PendingCall } from './calls.ts'
import { errorPayload, RemoteError } from './errors.ts'
import { type Frame, FrameReader, frameOf, headerSize, readFrame, writeHeader } from './frame.ts'
import { Keepalive, type KeepaliveOptions, keepaliveProgram } from './keepalive.ts'
import type { EventRow, Marks, Procedure } from './row.ts'
import { RpcStream, type StreamPort } from './stream.ts'
import { Subscriptions } from './subscriptions.ts'
import { decode } from './xdr.ts'

export interface ChannelOptions {
  clock: Clock
  /** Calls at the host at once, at most 5. Four leave it room to read our answers to its pings. */
  inFlight?: number
  /** Calls that may wait for their turn. */
  queue?: number
  /** For calls that set none of their own. */
  timeout?: Milliseconds
  /** Whether and how we ask a silent host if it is there; null: never. */
  keepalive?: KeepaliveOptions | null
  /** What went wrong and was settled here, for the log. */
  report?: (note: ChannelNote) => void
  /** Every frame, for a log of frames. */
  trace?: (way: 'sent' | 'received', frame: Frame) => void
}

export type ChannelNote =
  /** The connection was ended for it; `excerpt` is the beginning of what came, in hex. */
  | { kind: 'malformed'; why: string; excerpt: string }
  /** A subscriber threw; the others got their event. */
  | { kind: 'subscriber'; cause: unknown }

const defaults = { inFlight: 4, queue: 4096, timeout: 30_000 as Milliseconds }

/** Our conversation with one daemon over one byte stream, which it owns from now on. */
export class Channel {
  /** Resolves at the end: null after close(), else why. Never rejects. */
  readonly ended: Promise<Failure | null>
  readonly #wire: Duplex
  readonly #options: ChannelOptions
  readonly #reader = new FrameReader((frame) => this.#receive(frame))
  readonly #calls: Calls
  readonly #streams = new Map<number, RpcStream>()
  readonly #subscriptions: Subscriptions
  readonly #keepalive: Keepalive
  readonly #over = new AbortController()
  #end: { failure: Failure | null } | null = null
  #settleEnded: (failure: Failure | null) => void = () => {}
  readonly #timeout: Milliseconds
  #waiting: (() => void)[] = []
  #paused = 0
  #corked: boolean = false

  constructor(wire: Duplex, options: ChannelOptions) {
    this.#wire = wire
    this.#options = options
    this.#timeout = options.timeout ?? defaults.timeout
    this.#calls = new Calls({ ...defaults, ...options, send: (frame) => this.#send(frame) })
    this.#subscriptions = new Subscriptions((cause) => this.#note({ kind: 'subscriber', cause }))
    this.#keepalive = new Keepalive(
      (frame) => this.#send(frame),
      () => this.#paused > 0,
    )
    this.ended = new Promise((resolve) => {
      this.#settleEnded = resolve
    })
    wire.on('data', (chunk: Buffer) => this.#read(chunk))
    wire.on('drain', this.#onDrain)
    wire.on('end', () => this.#lost(null))
    wire.on('error', (cause: Error) => this.#lost(cause))
    wire.on('close', () => this.#lost(null))
    if (options.keepalive) void this.#watchSilence(options.keepalive)
  }

  /** The host's answer. Throws RemoteError (the host says no) or Failure; what `signal` says when it aborts. */
  call<A, R>(
    row: Procedure<A, R, Marks & { stream?: never }>,
    args: A,
    options: CallOptions = {},
  ): Promise<R> {
    return this.#start(row, args, options) as Promise<R>
  }

  /** As `call`, for a row that opens a stream. The stream holds the connection up when it is not read. */
  open<A, R>(
    row: Procedure<A, R>,
    args: A,
    options: CallOptions = {},
  ): Promise<{ reply: R; stream: RpcStream }> {
    return this.#start(row, args, options) as Promise<{ reply: R; stream: RpcStream }>
  }

  /** `handler` gets every message of that row until the returned function is called. Registering is a call of its own. */
  on<P>(row: EventRow<P>, handler: (payload: P) => void): () => void {
    return this.#subscriptions.on(row, handler)
  }

  /** Idempotent. Calls under way fail: what may have changed something, as of unknown outcome. */
  close(): void {
    this.#finish(null)
  }

  #start(row: AnyProcedure, args: unknown, options: CallOptions): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#end !== null) throw notOpen(this.#end.failure)
      options.signal?.throwIfAborted()
      const serial = this.#calls.nextSerial()
      const frame = callFrame(row, args, serial)
      const due = this.#options.clock.now() + this.#patience(row, options)
      const call: PendingCall = { serial, row, frame, resolve, reject, abandoned: false, due }
      this.#calls.add(call)
      if (options.signal !== undefined) this.#heed(options.signal, call)
    })
  }

  /** How long the caller waits: what it says, else the channel's rule. */
  #patience(row: AnyProcedure, { timeout }: CallOptions): Milliseconds {
    if (timeout !== undefined) return timeout ?? Number.POSITIVE_INFINITY
    return row.marks.long ? Number.POSITIVE_INFINITY : this.#timeout
  }

  /** Lets `signal` give the waiting up, and forgets it when the call is settled. */
  #heed(signal: AbortSignal, call: PendingCall): void {
    const { resolve, reject } = call
    const giveUp = () => {
      this.#calls.abandon(call)
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

  #send(frame: Buffer): void {
    if (this.#end !== null) return
    if (!this.#corked) {
      this.#corked = true
      this.#wire.cork()
      process.nextTick(this.#uncork)
    }
    this.#wire.write(frame)
    this.#options.trace?.('sent', readFrame(frame))
  }

  /** What is sent in one go of the event loop leaves in one system call. */
  readonly #uncork = () => {
    this.#corked = false
    this.#wire.uncork()
  }

  #read(chunk: Buffer): void {
    if (this.#end !== null) return
    try {
      this.#reader.push(chunk)
    } catch (cause) {
      this.#finish(this.#refused(cause))
    }
  }

  #refused(cause: unknown): Failure {
    if (!(cause instanceof ProtocolError)) return new Failure('server.fault', null, { cause })
    this.#note({ kind: 'malformed', why: cause.message, excerpt: cause.excerpt ?? '' })
    return new Failure('host.not-libvirt', cause.message, { cause })
  }

  #receive(frame: Frame): void {
    if (this.#end !== null) return
    this.#keepalive.heard()
    this.#options.trace?.('received', frame)
    if (frame.program === keepaliveProgram) {
      this.#keepalive.receive(frame.procedure)
      return
    }
    switch (frame.type) {
      case 'reply':
      case 'reply-with-fds':
        this.#answer(frame)
        break
      case 'message':
        this.#subscriptions.receive(frame)
        break
      case 'stream':
      case 'stream-hole':
        // A packet may cross our own last word to that stream on its way: then nobody wants it.
        this.#streams.get(frame.serial)?.receive(frame)
        break
      default:
        throw new ProtocolError('a daemon makes no calls')
    }
  }

  #answer(frame: Frame): void {
    const call = this.#calls.answer(frame.serial)
    if (call === null) {
      this.#answerToStream(frame)
      return
    }
    const { row } = call
    if (frame.program !== row.program || frame.procedure !== row.number) {
      call.reject(new Failure('host.not-libvirt'))
      throw new ProtocolError(`an answer to ${frame.procedure} where ${row.number} was asked`)
    }
    try {
      if (frame.status === 'ok') this.#settle(call, decode(row.reply, frame.bytes, frame.start))
      else call.reject(new RemoteError(decode(errorPayload, frame.bytes, frame.start)))
    } catch (cause) {
      call.reject(new Failure('host.not-libvirt', null, { cause }))
      throw cause
    }
  }

  #settle(call: PendingCall, reply: unknown): void {
    if (call.row.marks.stream === undefined) {
      call.resolve(reply)
      return
    }
    const stream = new RpcStream(this.#portOf(call))
    this.#streams.set(call.serial, stream)
    if (call.abandoned) void stream.abort()
    else call.resolve({ reply, stream })
  }

  /** libvirtd 9 answers a hole it cannot write by a reply where a stream packet is due. */
  #answerToStream(frame: Frame): void {
    const stream = this.#streams.get(frame.serial)
    if (stream === undefined) throw new ProtocolError(`an answer to no call: ${frame.serial}`)
    if (frame.status === 'error') stream.receive(frame)
  }

  #portOf({ serial, row }: PendingCall): StreamPort {
    const { program, number } = row
    return {
      send: (type, status, payload) => {
        this.#send(frameOf({ program, procedure: number, type, serial, status }, payload))
        return this.#drained()
      },
      pause: (paused) => this.#pause(paused),
      inTime: (answer) => this.#inTime(answer),
      forget: () => void this.#streams.delete(serial),
    }
  }

  #drained(): Promise<void> {
    if (this.#end !== null || !this.#wire.writableNeedDrain) return Promise.resolve()
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  readonly #onDrain = () => {
    for (const resolve of this.#waiting.splice(0)) resolve()
  }

  async #inTime<T>(answer: Promise<T>): Promise<T> {
    const done = new AbortController()
    const late = this.#options.clock.sleep(this.#timeout, done.signal)
    try {
      return await Promise.race([
        answer,
        late.then(() => {
          throw new Failure('host.silent')
        }),
      ])
    } finally {
      done.abort()
    }
  }

  /** Streams that are not read stop the whole socket: the protocol knows no less. */
  #pause(paused: boolean): void {
    this.#paused += paused ? 1 : -1
    if (this.#paused > 0) this.#wire.pause()
    else this.#wire.resume()
  }

  async #watchSilence(options: KeepaliveOptions): Promise<void> {
    const alive = await this.#keepalive.watch(options, this.#options.clock, this.#over.signal)
    if (!alive) this.#finish(new Failure('host.silent', 'It did not answer to keepalive messages.'))
  }

  #lost(cause: Error | null): void {
    const how = this.#reader.midFrame ? 'It ended in the middle of a message.' : null
    this.#finish(new Failure('host.lost', cause?.message ?? how, cause === null ? {} : { cause }))
  }

  #finish(failure: Failure | null): void {
    if (this.#end !== null) return
    this.#end = { failure }
    this.#over.abort()
    this.#wire.destroy()
    this.#calls.end((call, sent) =>
      sent && call.row.marks.changes
        ? new Failure('outcome.unknown', failure?.detail, { cause: failure })
        : notOpen(failure),
    )
    for (const stream of this.#streams.values()) stream.fail(notOpen(failure))
    this.#onDrain()
    this.#settleEnded(failure)
  }

  #note(note: ChannelNote): void {
    this.#options.report?.(note)
  }
}

const notOpen = (failure: Failure | null): Failure => failure ?? new Failure('connection.not-open')

/** The frame of a call. What does not fit the protocol's limits is the caller's fault: Failure('request.invalid'). */
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
