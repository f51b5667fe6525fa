import type { Duplex } from 'node:stream'
import type { Clock } from '../../lib/clock.ts'
import { Failure } from '../../lib/failure.ts'
import { daemonTrouble } from '../../lib/libvirt/troubles/daemon.ts'
import type { Milliseconds } from '../../lib/units.ts'
import { ProtocolError } from './bytes.ts'
import { type AnyProcedure, type CallOptions, Calls, type PendingCall } from './calls.ts'
import { errorPayload, RemoteError } from './errors.ts'
import { type Frame, FrameReader, frameOf, readFrame } from './frame.ts'
import { Keepalive, type KeepaliveOptions, keepaliveProgram } from './keepalive.ts'
import { Pipe } from './pipe.ts'
import type { EventRow, Marks, Procedure } from './row.ts'
import { RpcStream, type StreamPort } from './stream.ts'
import { Subscriptions } from './subscriptions.ts'
import { whoAnswers } from './who-answers.ts'
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
  /** Every frame, for a log of frames. */
  trace?: (way: 'sent' | 'received', frame: Frame) => void
}

const defaults = { inFlight: 4, queue: 4096, timeout: 30_000 as Milliseconds }

/** Packets of a stream that may overtake the answer: at 256 KiB each, some megabytes. */
const earlyMax = 64

/** Our conversation with one daemon over one byte stream, which it owns from now on. */
export class Channel {
  /** Resolves at the end: null after close(), else why. Never rejects. */
  readonly ended: Promise<Failure | null>
  readonly #pipe: Pipe
  readonly #options: ChannelOptions
  readonly #reader = new FrameReader((frame) => this.#receive(frame))
  readonly #calls: Calls
  readonly #streams = new Map<number, RpcStream>()
  readonly #subscriptions = new Subscriptions()
  readonly #keepalive: Keepalive
  readonly #over = new AbortController()
  #end: { failure: Failure | null } | null = null
  #settleEnded: (failure: Failure | null) => void = () => {}
  readonly #timeout: Milliseconds

  constructor(wire: Duplex, options: ChannelOptions) {
    this.#pipe = new Pipe(wire)
    this.#options = options
    this.#timeout = options.timeout ?? defaults.timeout
    this.#calls = new Calls({ ...defaults, ...options, send: (frame) => this.#send(frame) })
    this.#keepalive = new Keepalive(
      (frame) => this.#send(frame),
      () => this.#pipe.held,
    )
    this.ended = new Promise((resolve) => {
      this.#settleEnded = resolve
    })
    wire.on('data', (chunk: Buffer) => this.#read(chunk))
    wire.on('end', () => this.#lost(null))
    wire.on('error', (cause: Error) => this.#lost(cause))
    wire.on('close', () => this.#lost(null))
    if (wire.destroyed) this.#lost(null)
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

  /**
   * As `call`, for a row that opens a stream. A stream that is not read holds up everything else here, answers to
   * the host's pings included: what may wait for a person belongs on a channel of its own.
   */
  open<A, R>(
    row: Procedure<A, R>,
    args: A,
    options: CallOptions = {},
  ): Promise<{ reply: R; stream: RpcStream }> {
    return this.#start(row, args, options) as Promise<{ reply: R; stream: RpcStream }>
  }

  /**
   * `handler` gets every message of that row until the returned function is called. Registering for them at the
   * host is a call of its own. What a handler throws ends the connection as server.fault.
   */
  on<P>(row: EventRow<P>, handler: (payload: P) => void): () => void {
    return this.#subscriptions.on(row, handler)
  }

  /** Asks the host at once whether it is there, and ends as host.silent when nothing comes within `patience`. */
  async probe(patience: Milliseconds): Promise<void> {
    const alive = await this.#keepalive.probe(patience, this.#options.clock, this.#over.signal)
    if (!alive) this.#silent()
  }

  /** Idempotent. Calls under way fail: what may have changed something, as of unknown outcome. */
  close(): void {
    this.#finish(null)
  }

  #start(row: AnyProcedure, args: unknown, options: CallOptions): Promise<unknown> {
    if (this.#end !== null) return Promise.reject(notOpen(this.#end.failure))
    return this.#calls.start(row, args, options)
  }

  #send(frame: Buffer): void {
    if (this.#end !== null) return
    this.#pipe.send(frame)
    this.#options.trace?.('sent', readFrame(frame))
  }

  #read(chunk: Buffer): void {
    if (this.#end !== null) return
    this.#keepalive.heard()
    try {
      this.#reader.push(chunk)
    } catch (cause) {
      this.#finish(refused(cause))
    }
  }

  #receive(frame: Frame): void {
    if (this.#end !== null) return
    this.#options.trace?.('received', frame)
    if (frame.program === keepaliveProgram) {
      // Who asks and asks without reading our answers must not fill our memory with them.
      if (!this.#pipe.full) this.#keepalive.receive(frame.procedure)
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
        this.#receiveOfStream(frame)
        break
      default:
        throw new ProtocolError('a daemon makes no calls')
    }
  }

  #receiveOfStream(frame: Frame): void {
    const stream = this.#streams.get(frame.serial)
    const early = this.#calls.opening(frame.serial)?.early
    // libvirtd sends a stream by another thread than the answer that opens it, and either may come first
    if (stream === undefined && early !== undefined) {
      if (early.length >= earlyMax) throw new ProtocolError('a stream before its call is answered')
      early.push(frame)
      return
    }
    // A packet may cross our own last word to that stream on its way: then nobody wants it.
    stream?.receive(frame)
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
    for (const frame of call.early) stream.receive(frame)
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
        return this.#pipe.drained()
      },
      hold: (on) => this.#pipe.hold(on),
      inTime: (answer) => this.#inTime(answer),
      forget: () => void this.#streams.delete(serial),
    }
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

  async #watchSilence(options: KeepaliveOptions): Promise<void> {
    const alive = await this.#keepalive.watch(options, this.#options.clock, this.#over.signal)
    if (!alive) this.#silent()
  }

  #silent(): void {
    this.#finish(new Failure('host.silent', 'It did not answer to keepalive messages.'))
  }

  /** A wire that knows why it ended says so by a Failure. */
  #lost(cause: Error | null): void {
    const how = this.#reader.midFrame ? 'It ended in the middle of a message.' : null
    const lost = () =>
      new Failure('host.lost', cause?.message ?? how, cause === null ? {} : { cause })
    this.#finish(cause instanceof Failure ? cause : lost())
  }

  #finish(failure: Failure | null): void {
    if (this.#end !== null) return
    this.#end = { failure }
    this.#over.abort()
    this.#pipe.destroy()
    this.#calls.end((call, sent) =>
      sent && call.row.marks.changes
        ? new Failure('outcome.unknown', failure?.detail, { cause: failure })
        : notOpen(failure),
    )
    for (const stream of this.#streams.values()) stream.fail(notOpen(failure))
    this.#settleEnded(failure)
  }
}

const notOpen = (failure: Failure | null): Failure => failure ?? new Failure('connection.not-open')

/** What came is malformed, or a handler of ours threw: either ends this connection and nothing else. */
function refused(cause: unknown): Failure {
  if (!(cause instanceof ProtocolError)) return new Failure('server.fault', null, { cause })
  // The excerpt is for the log, which writes causes; the detail is what a person reads.
  const malformed = new Error(`malformed: ${cause.message}, in ${cause.excerpt}`, { cause })
  const { trouble, words } = whoAnswers(Buffer.from(cause.excerpt ?? '', 'hex'))
  const detail = words === null ? cause.message : `It says “${words}”.`
  return daemonTrouble(trouble, detail, { cause: malformed })
}
