import type { Channel } from '../../rpc/channel.ts'
import { type RemoteClient, remoteClient } from '../../rpc/client.ts'
import { RemoteError } from '../../rpc/errors.ts'
import { failureOf } from './failures.ts'

/** The typed client of a channel, with the daemon's every no made a Failure: what the rest of this driver talks to. */
export const callsOf = (channel: Channel): RemoteClient =>
  remoteClient(channel, (cause) => (cause instanceof RemoteError ? failureOf(cause) : cause))

/** `work` on every one of `things`, at most `width` at once: enough to fill the pipe, too few to hold up a person's own call. */
export async function inWindow<T, R>(
  things: readonly T[],
  work: (thing: T) => Promise<R>,
  width = 64,
): Promise<R[]> {
  const results = new Array<R>(things.length)
  let next = 0
  const lane = async () => {
    while (next < things.length) {
      const at = next++
      results[at] = await work(things[at] as T)
    }
  }
  await Promise.all(Array.from({ length: Math.min(width, things.length) }, lane))
  return results
}
