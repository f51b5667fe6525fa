import { type Codec, type Fields, type Struct, struct } from './xdr.ts'

/** Which way bytes flow on the stream a call opens: down is from the host to us. */
export type StreamWay = 'down' | 'up' | 'both'

/** What else is to know of a procedure; all absent for a plain question. */
export interface Marks {
  /** Refused on a read-only connection (libvirt code 29). */
  write?: true
  /** Something may be different afterwards: lost on the way, its outcome is not known. */
  changes?: true
  /** May take minutes, so it has no time limit unless the caller sets one. */
  long?: true
  /** Arguments or reply carry a secret: never logged. */
  secret?: true
  stream?: StreamWay
}

/** One callable procedure: a row of its program's table. */
export interface Procedure<A, R, M extends Marks = Marks> {
  readonly program: number
  readonly number: number
  readonly args: Codec<A>
  readonly reply: Codec<R>
  readonly marks: M
}

/** One message a daemon sends by itself. `id` is its number within its class when registering, null when it has none. */
export interface EventRow<P> {
  readonly program: number
  readonly number: number
  readonly id: number | null
  readonly payload: Codec<P>
}

/** The marks most rows of a kind share. */
export const change = { write: true, changes: true } as const
export const longChange = { write: true, changes: true, long: true } as const
/** Changes nothing, and yet is refused on a read-only connection. */
export const guarded = { write: true } as const

/** Makers of the rows of one program. */
const program = (number: number) => ({
  number,
  procedure: <A extends Fields, R extends Fields, const M extends Marks = Record<never, never>>(
    procedure: number,
    args: A,
    reply: R,
    marks?: M,
  ): Procedure<Struct<A>, Struct<R>, M> => ({
    program: number,
    number: procedure,
    args: struct(args),
    reply: struct(reply),
    marks: marks ?? ({} as M),
  }),
  event: <P extends Fields>(
    procedure: number,
    payload: P,
    id: number | null = null,
  ): EventRow<Struct<P>> => ({ program: number, number: procedure, id, payload: struct(payload) }),
})

/** REMOTE_PROGRAM, spoken by every daemon (src/remote/remote_protocol.x). */
export const remote = program(0x20008086)
/** QEMU_PROGRAM (src/remote/qemu_protocol.x). */
export const qemu = program(0x20008087)
