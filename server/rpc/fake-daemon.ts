import { mkdtemp, rm } from 'node:fs/promises'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { procedureAt } from './by-number.ts'
import { type ErrorPayload, errorPayload } from './errors.ts'
import { type Frame, FrameReader, type FrameStatus, frameOf, payloadOf } from './frame.ts'
import { keepaliveProgram } from './keepalive.ts'
import type { Args, ProcedureName, Procedures, Reply } from './protocol.ts'
import type { EventRow } from './row.ts'
import { decode, encode } from './xdr.ts'

/** The daemon's end of a stream that a call opened. */
export interface FakeStream {
  send(bytes: Uint8Array): void
  hole(length: number): void
  /** The empty packet that ends a download. */
  end(): void
  fail(error: Partial<ErrorPayload>): void
  confirm(): void
  /** Told of what the client sends. */
  onPacket: (packet: Buffer | 'finish' | 'abort') => void
  /** Whether finish and abort are confirmed. */
  confirms: boolean
}

/** What a handler knows beyond the arguments. */
export interface FakeCall {
  /** Of a row that opens one; usable once the handler has returned. */
  stream: FakeStream
}

/** Answers by row. A handler says no by throwing `fakeError`. Rows without one are unknown procedures, as in an old daemon. */
export type FakeHandlers = {
  [Name in ProcedureName]?: (
    args: Args<Procedures[Name]>,
    call: FakeCall,
  ) => Reply<Procedures[Name]> | Promise<Reply<Procedures[Name]>>
}

/** How an answer gets to the socket; the default just writes it. */
export type Delivery = (frame: Buffer, socket: Socket) => void

export interface FakeDaemon {
  /** Of its socket. */
  readonly path: string
  /** A socket connected to it. */
  connect(): Socket
  /** What was asked, in order. */
  readonly calls: { name: ProcedureName; args: unknown }[]
  /** Most calls that waited for an answer at once. */
  readonly mostWaiting: number
  /** Keepalive answers that came. */
  readonly pongs: number
  /** Sends an event to everybody connected. */
  emit<P>(row: EventRow<P>, payload: P): void
  /** Sends these bytes to everybody connected. */
  raw(bytes: Uint8Array): void
  ping(): void
  /** As a daemon that is killed. */
  hangUp(): void
  close(): Promise<void>
}

class FakeRefusal extends Error {
  readonly payload: ErrorPayload
  constructor(payload: ErrorPayload) {
    super(payload.message ?? '')
    this.payload = payload
  }
}

const blankError: ErrorPayload = {
  code: 1,
  domain: 0,
  message: null,
  level: 2,
  dom: null,
  str1: null,
  str2: null,
  str3: null,
  int1: 0,
  int2: 0,
  net: null,
}

export const fakeError = (error: Partial<ErrorPayload>): Error =>
  new FakeRefusal({ ...blankError, ...error })

/** What every daemon answers, so that a test says only what it is about. */
const plainHandlers: FakeHandlers = {
  authList: () => ({ types: [0] }),
  connectSupportsFeature: () => ({ supported: true }),
  connectOpen: () => ({}),
  connectClose: () => ({}),
}

/** A daemon of the same rows read the other way: real bytes over a real unix socket in a folder of its own. */
export async function fakeDaemon(
  handlers: FakeHandlers = {},
  deliver: Delivery = (frame, socket) => void socket.write(frame),
): Promise<FakeDaemon> {
  const folder = await mkdtemp(join(tmpdir(), 'fake-libvirtd-'))
  const path = join(folder, 'sock')
  const sockets = new Set<Socket>()
  const talk = new Talk({ ...plainHandlers, ...handlers }, deliver)
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {}).on('close', () => sockets.delete(socket))
    talk.listenTo(socket)
  })
  await new Promise<void>((resolve) => server.listen(path, resolve))
  const raw = (bytes: Uint8Array) => {
    for (const socket of sockets) socket.write(bytes)
  }
  const hangUp = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    path,
    connect: () => connect(path),
    calls: talk.calls,
    get mostWaiting() {
      return talk.mostWaiting
    },
    get pongs() {
      return talk.pongs
    },
    raw,
    hangUp,
    emit: (row, payload) => {
      const header = { program: row.program, procedure: row.number, serial: 1 } as const
      raw(frameOf({ ...header, type: 'message', status: 'ok' }, encode(row.payload, payload)))
    },
    ping: () => raw(keepalivePacket(1)),
    close: async () => {
      hangUp()
      await new Promise((resolve) => server.close(resolve))
      await rm(folder, { recursive: true })
    },
  }
}

const keepalivePacket = (procedure: number) =>
  frameOf({ program: keepaliveProgram, procedure, type: 'message', serial: 0, status: 'ok' })

/** The daemon's side of every conversation. */
class Talk {
  readonly calls: { name: ProcedureName; args: unknown }[] = []
  readonly #handlers: FakeHandlers
  readonly #deliver: Delivery
  mostWaiting = 0
  pongs = 0
  #waiting = 0

  constructor(handlers: FakeHandlers, deliver: Delivery) {
    this.#handlers = handlers
    this.#deliver = deliver
  }

  listenTo(socket: Socket): void {
    const streams = new Map<number, FakeStream>()
    const reader = new FrameReader((frame) => {
      if (frame.program === keepaliveProgram) {
        if (frame.procedure === 1) this.#deliver(keepalivePacket(2), socket)
        else this.pongs++
      } else if (frame.type === 'call') {
        void this.#answer(frame, socket, streams)
      } else {
        receive(streams.get(frame.serial), frame)
      }
    })
    socket.on('data', (chunk) => reader.push(chunk))
  }

  async #answer(frame: Frame, socket: Socket, streams: Map<number, FakeStream>): Promise<void> {
    this.#waiting++
    this.mostWaiting = Math.max(this.mostWaiting, this.#waiting)
    const stream = streamTo(frame, socket)
    streams.set(frame.serial, stream)
    const { status, payload } = await this.#outcome(frame, { stream })
    this.#waiting--
    this.#deliver(frameOf({ ...frame, type: 'reply', status }, payload), socket)
  }

  async #outcome(frame: Frame, call: FakeCall): Promise<{ status: FrameStatus; payload: Buffer }> {
    try {
      const { name, row } = procedureAt(frame.program, frame.procedure) ?? unknown(frame)
      const args: unknown = decode(row.args, frame.bytes, frame.start)
      this.calls.push({ name, args })
      const handler = (this.#handlers[name] ?? unknown(frame)) as Handler
      const reply = await handler(args, call)
      return { status: 'ok', payload: encode(row.reply, reply) }
    } catch (cause) {
      if (!(cause instanceof FakeRefusal)) throw cause
      return { status: 'error', payload: encode(errorPayload, cause.payload) }
    }
  }
}

type Handler = (args: unknown, call: FakeCall) => unknown

/** What libvirtd 9 says to a number it does not know. */
function unknown(frame: Frame): never {
  throw fakeError({ code: 39, domain: 7, message: `unknown procedure: ${frame.procedure}` })
}

function streamTo(frame: Frame, socket: Socket): FakeStream {
  const send = (status: FrameStatus, payload?: Uint8Array) =>
    void socket.write(frameOf({ ...frame, type: 'stream', status }, payload))
  return {
    send: (bytes) => send('continue', bytes),
    hole: (length) => {
      const payload = Buffer.alloc(12)
      payload.writeBigInt64BE(BigInt(length))
      socket.write(frameOf({ ...frame, type: 'stream-hole', status: 'continue' }, payload))
    },
    end: () => send('continue'),
    fail: (error) => send('error', encode(errorPayload, { ...blankError, ...error })),
    confirm: () => send('ok'),
    onPacket: () => {},
    confirms: true,
  }
}

function receive(stream: FakeStream | undefined, frame: Frame): void {
  if (stream === undefined) return
  if (frame.status === 'continue') {
    stream.onPacket(payloadOf(frame))
  } else {
    stream.onPacket(frame.status === 'ok' ? 'finish' : 'abort')
    if (stream.confirms) stream.confirm()
  }
}
