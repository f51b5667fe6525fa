import type { Duplex } from 'node:stream'
import type { Clock } from '../../../lib/clock.ts'
import { Failure } from '../../../lib/failure.ts'
import type { FarWay } from '../../../lib/libvirt/plan-types.ts'
import { tunnelTrouble } from '../../../lib/libvirt/troubles/tunnel.ts'
import type { Milliseconds } from '../../../lib/units.ts'
import { farCommand } from './far-command.ts'
import type { FarEnd, FarProgram, SshConnection } from './ssh-connection.ts'
import { whyEnded, whyLost, whyStrange } from './tunnel-end.ts'
import { explained } from './tunnel-look.ts'
import { TunnelStream } from './tunnel-stream.ts'

export interface TunnelOptions {
  readOnly: boolean
  clock: Clock
  signal: AbortSignal
  /** Told once the daemon has answered by that way. */
  worked(way: FarWay): void
}

export interface Tunnel {
  stream: Duplex
  way: FarWay
}

/** A daemon answers its first call at once, unless it hangs. */
const silence: Milliseconds = 10_000
/** A far side that hangs up says why before, or never. */
const lastWords: Milliseconds = 1_000

/**
 * Goes from a login to the daemon by the first of `ways` that is open. A program's way is taken as open when it runs:
 * what it comes to is told by the stream, whose errors are Failures with their trouble. Throws Failure
 * (`tunnel-no-channel` when the last way was a session that sshd does not give), or what `signal` says.
 */
export async function openTunnel(
  ssh: SshConnection,
  ways: readonly FarWay[],
  options: TunnelOptions,
): Promise<Tunnel> {
  const missed: string[] = []
  let refused: Failure | null = null
  for (const way of ways) {
    try {
      return { way, stream: await enter(ssh, way, missed, options) }
    } catch (cause) {
      options.signal.throwIfAborted()
      if (!isRefusedChannel(cause)) throw cause
      refused = cause
      if (way.by === 'socket') missed.push(way.path)
    }
  }
  throw tunnelTrouble('tunnel-no-channel', refused?.detail ?? null, { cause: refused })
}

/** The connection stands, and sshd does not open this channel on it. */
const isRefusedChannel = (cause: unknown): cause is Failure =>
  cause instanceof Failure && cause.trouble?.startsWith('ssh-channel-') === true

async function enter(
  ssh: SshConnection,
  way: FarWay,
  missed: readonly string[],
  { readOnly, clock, signal, worked }: TunnelOptions,
): Promise<Duplex> {
  const quiet = new AbortController()
  const watch = (ended: (heard: boolean) => Promise<Failure | null>) => ({
    heard: () => {
      quiet.abort()
      worked(way)
    },
    strange: whyStrange,
    ended: async (heard: boolean) => (await endOf(ssh, clock)) ?? ended(heard),
  })
  let stream: TunnelStream
  if (way.by === 'socket') {
    const inner = await ssh.toSocket(way.path, signal)
    const hungUp = async (heard: boolean) => (heard ? null : tunnelTrouble('tunnel-hung-up', null))
    stream = new TunnelStream(inner, watch(hungUp))
  } else {
    const program = await ssh.run(farCommand(way, readOnly), signal)
    const ended = async (heard: boolean) => {
      const end = await endOfProgram(program, clock)
      if (heard) return whyLost(end)
      return explained(whyEnded(end, way), missed, { ssh, clock })
    }
    stream = new TunnelStream(program.stream, watch(ended))
  }
  stream.once('close', () => quiet.abort())
  void clock.sleep(silence, quiet.signal).then(() => {
    if (!quiet.signal.aborted) stream.destroy(tunnelTrouble('tunnel-silent', null))
  })
  return stream
}

/** Why the whole SSH connection ended, when it did. */
const endOf = (ssh: SshConnection, clock: Clock): Promise<Failure | null> =>
  within(ssh.ended, null, 20, clock)

const endOfProgram = ({ ended }: FarProgram, clock: Clock): Promise<FarEnd> =>
  within(ended, { code: null, signal: null, stderr: '' }, lastWords, clock)

/** What `promise` comes to, or `otherwise` when that takes longer than `span`. */
async function within<T>(promise: Promise<T>, otherwise: T, span: Milliseconds, clock: Clock) {
  const done = new AbortController()
  const late = clock.sleep(span, done.signal).then(() => otherwise)
  try {
    return await Promise.race([promise, late])
  } finally {
    done.abort()
  }
}
