import type { Clock } from '../../../lib/clock.ts'
import type { HostWay, ReachedDisplay } from '../../../lib/libvirt/reach-display.ts'
import type { Progress } from '../../../lib/libvirt/rungs.ts'
import type { Milliseconds } from '../../../lib/units.ts'
import { Channel } from '../../rpc/channel.ts'
import type { RemoteClient } from '../../rpc/client.ts'
import type { FarWire } from '../../transport/far-dial.ts'
import type { DialOptions, Wire } from '../../transport/transport.ts'
import type { OpenOptions } from '../driver.ts'
import { callsOf } from './calls.ts'
import { SignIn } from './sign-in.ts'
import { whyNotOpen } from './why-not-open.ts'

/** A new wire to the daemon, for whoever asks. It tells of the rungs up to that. */
export type DialRemote = (options: DialOptions) => Promise<Wire>

/** How displays of a host are reached: they are beside its daemon, not behind it. */
export interface Beside {
  way: HostWay
  dial(place: ReachedDisplay, options: DialOptions): Promise<FarWire>
}

export interface RemotePlan {
  /** The name of the hypervisor connection as the daemon knows it, '' to let it choose. */
  remoteName: string | null
  /** How to get in; without it as on a socket of this machine. */
  signIn?: SignIn
  /** How its displays are reached; without it none is. */
  beside?: Beside
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
/** A host that is gone is given up at most 14 s after it last said anything. */
const keepalive = { interval: 3_500, count: 2 }
/** How long a daemon gets to say goodbye. */
const farewell: Milliseconds = 1_000
const mostRedials = 2
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
  const { channel, calls, found } = await enter(plan, dial, options, clock)
  try {
    progress('opening', found)
    // The name must be present even when it is empty, and there is no second try on the same socket.
    const open = { name: plan.remoteName ?? '', flags: readOnly ? readOnlyFlag : 0 }
    await Promise.all([
      calls.connectSupportsFeature({ feature: keepaliveFeature }, { signal }),
      calls.connectOpen(open, { signal }),
    ])
  } catch (cause) {
    channel.close()
    throw signal.aborted ? cause : whyNotOpen(cause)
  }
  return { channel, calls, close: () => hangUp(channel, calls) }
}

/** A channel whose daemon has let us in, and how; on a new wire when it hung up over that. */
async function enter(plan: RemotePlan, dial: DialRemote, options: OpenOptions, clock: Clock) {
  const { signIn = new SignIn() } = plan
  for (let redials = 0; ; redials++) {
    const progress = greeting(options.progress)
    const wire = await dial({ ...options, progress })
    const channel = new Channel(wire.stream, { clock, keepalive })
    void channel.ended.then(() => wire.close())
    const calls = callsOf(channel)
    try {
      progress('greeting')
      const found = await signIn.through(calls, { ...options, progress })
      return { channel, calls, found }
    } catch (cause) {
      channel.close()
      if (redials === mostRedials || !signIn.mayRedial(cause)) throw cause
    }
  }
}

/** Tells of the greeting once: a transport that has found something out begins it by itself. */
function greeting(progress: Progress): Progress {
  let greeted = false
  return (rung, found) => {
    if (rung === 'greeting' && greeted) return
    greeted ||= rung === 'greeting'
    progress(rung, found)
  }
}

/** Without the farewell a daemon writes a complaint into its log for every client that leaves. */
async function hangUp(channel: Channel, calls: RemoteClient): Promise<void> {
  const said = calls.connectClose({}, { timeout: farewell })
  await said.catch(() => null) // it is gone already, or does not care: either way we leave
  channel.close()
}
