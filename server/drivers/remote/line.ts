import type { Clock } from '../../../lib/clock.ts'
import type { Milliseconds } from '../../../lib/units.ts'
import { Channel } from '../../rpc/channel.ts'
import type { RemoteClient } from '../../rpc/client.ts'
import type { DialOptions, Wire } from '../../transport/transport.ts'
import type { OpenOptions } from '../driver.ts'
import { callsOf } from './calls.ts'
import { signIn } from './sign-in.ts'

/** A new wire to the daemon, for whoever asks. It tells of the rungs up to that. */
export type DialRemote = (options: DialOptions) => Promise<Wire>

/** What the daemon is asked for: the name of the hypervisor connection as it knows it, '' to let it choose. */
export interface RemotePlan {
  remoteName: string | null
}

/** A channel over which a hypervisor connection is open. */
export interface Line {
  channel: Channel
  calls: RemoteClient
  /** Takes leave of the daemon and hangs up. Idempotent. */
  close(): Promise<void>
}

/** Asking for it makes the daemon ping us as well: PROGRAM_KEEPALIVE of virDrvFeature. */
const keepaliveFeature = 10
const keepalive = { interval: 5_000, count: 5 }
/** How long a daemon gets to say goodbye. */
const farewell: Milliseconds = 1_000
/** VIR_CONNECT_RO. */
const readOnlyFlag = 1

/** Dials, signs in and opens. Throws Failure, or what `signal` says when it aborts. */
export async function openLine(
  plan: RemotePlan,
  dial: DialRemote,
  options: OpenOptions,
  clock: Clock,
): Promise<Line> {
  const { signal, progress, readOnly } = options
  const wire = await dial(options)
  const channel = new Channel(wire.stream, { clock, keepalive })
  void channel.ended.then(() => wire.close())
  const calls = callsOf(channel)
  try {
    progress('authenticating')
    await signIn(calls, signal)
    progress('opening')
    // The name must be present even when it is empty, and there is no second try on the same socket.
    const open = { name: plan.remoteName ?? '', flags: readOnly ? readOnlyFlag : 0 }
    await Promise.all([
      calls.connectSupportsFeature({ feature: keepaliveFeature }, { signal }),
      calls.connectOpen(open, { signal }),
    ])
  } catch (cause) {
    channel.close()
    throw cause
  }
  return { channel, calls, close: () => hangUp(channel, calls) }
}

/** Without the farewell a daemon writes a complaint into its log for every client that leaves. */
async function hangUp(channel: Channel, calls: RemoteClient): Promise<void> {
  const said = calls.connectClose({}, { timeout: farewell })
  await said.catch(() => null) // it is gone already, or does not care: either way we leave
  channel.close()
}
