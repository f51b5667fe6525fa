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

export function remoteClient(channel: Channel): RemoteClient {
  const methods = Object.entries<Procedure<unknown, unknown, Marks>>(procedures).map(
    ([name, row]) => [
      name,
      (args: unknown = {}, options?: CallOptions) =>
        row.marks.stream === undefined
          ? channel.call(row as Procedure<unknown, unknown, object>, args, options)
          : channel.open(row, args, options),
    ],
  )
  return Object.fromEntries(methods) as RemoteClient
}
