import type { CallOptions } from './calls.ts'
import type { Channel } from './channel.ts'
import { type Args, type Procedures, procedures } from './protocol.ts'
import type { Marks, Procedure } from './row.ts'
import type { RpcStream } from './stream.ts'

type Parameters<A> = keyof A extends never
  ? [args?: Record<never, never>, options?: CallOptions]
  : [args: A, options?: CallOptions]

/** What calling a row gives: its reply, and the stream with it when it opens one. */
type Answer<P> =
  P extends Procedure<infer _A, infer R, infer M>
    ? M extends { stream: string }
      ? { reply: R; stream: RpcStream }
      : R
    : never

/** One method per row. Each throws RemoteError when the host says no, and Failure for everything else. */
export type RemoteClient = {
  readonly [Name in keyof Procedures]: (
    ...parameters: Parameters<Args<Procedures[Name]>>
  ) => Promise<Answer<Procedures[Name]>>
}

/** What a client's methods, which are made once for all channels, know of their own. */
interface Bound {
  channel: Channel
  translate: ((cause: unknown) => unknown) | null
}

type Method = (this: Bound, args?: unknown, options?: CallOptions) => Promise<unknown>

const methodOf = (row: Procedure<unknown, unknown, Marks>): Method =>
  function (args = {}, options) {
    const { channel, translate } = this
    const answer: Promise<unknown> =
      row.marks.stream === undefined
        ? channel.call(row as Procedure<unknown, unknown, object>, args, options)
        : channel.open(row, args, options)
    if (translate === null) return answer
    return answer.catch((cause: unknown) => {
      throw translate(cause)
    })
  }

const methods = Object.fromEntries(
  Object.entries<Procedure<unknown, unknown, Marks>>(procedures).map(([name, row]) => [
    name,
    methodOf(row),
  ]),
)

/** Calls by name, not to be taken off the client. `translate` makes what every call throws something else. */
export function remoteClient(channel: Channel, translate: Bound['translate'] = null): RemoteClient {
  const bound: Bound = { channel, translate }
  return Object.assign(Object.create(methods), bound) as RemoteClient
}
