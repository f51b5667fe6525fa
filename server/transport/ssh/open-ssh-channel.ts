import { Duplex } from 'node:stream'
import type { ClientChannel } from 'ssh2'
import type { Clock } from '../../../lib/clock.ts'
import type { Failure } from '../../../lib/failure.ts'
import { sshTrouble, type sshTroubles } from '../../../lib/libvirt/troubles/ssh.ts'
import type { Milliseconds } from '../../../lib/units.ts'

const patience: Milliseconds = 20_000

export type Done = (error: Error | undefined, channel: ClientChannel) => void

interface Bounds {
  signal: AbortSignal
  clock: Clock
  /** Settles when the connection is over. */
  over: Promise<Failure | null>
}

/**
 * A channel that `start` asks the far side for. Throws Failure when it is refused, when the connection ends, or after
 * 20 s; or what `signal` says. A signal that aborts later closes it.
 */
export async function openChannel(
  start: (done: Done) => void,
  { signal, clock, over }: Bounds,
): Promise<ClientChannel> {
  const waiting = new AbortController()
  try {
    return await new Promise<ClientChannel>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { signal: waiting.signal })
      void over.then((why) => reject(why ?? sshTrouble('ssh-lost', 'It was closed.')))
      void clock.sleep(patience, waiting.signal).then(() => {
        reject(sshTrouble('ssh-silent', 'The host does not say whether it opens the channel.'))
      })
      start((error, channel) => {
        if (error !== undefined) return reject(refused(error))
        if (waiting.signal.aborted) return channel.close() // nobody waits for it any more
        closeWith(channel, signal)
        resolve(channel)
      })
    })
  } finally {
    waiting.abort()
  }
}

/**
 * sshd says that a channel is closed only when its program is gone, so a program is told to go, and who reads is not
 * kept waiting for either: ssh2's own `destroy` would only ask for the close.
 */
function closeWith(channel: ClientChannel, signal: AbortSignal): void {
  const ended = new AbortController()
  const close = () => {
    if (channel.type === 'session') channel.signal('TERM')
    channel.close()
    Duplex.prototype.destroy.call(channel)
    channel.emit('close')
  }
  signal.addEventListener('abort', close, { signal: ended.signal })
  channel.once('close', () => ended.abort())
}

/** Reasons of RFC 4254 §5.1. OpenSSH gives 2 for a session too many and for a forward it does not allow, too. */
const reasons: Record<number, keyof typeof sshTroubles> = {
  1: 'ssh-channel-prohibited',
  2: 'ssh-channel-failed',
  3: 'ssh-channel-unknown',
  4: 'ssh-channel-shortage',
}

function refused(error: Error & { reason?: number | string }): Failure {
  const words = error.message.replace(/^\(SSH\) Channel open failure: /, '').slice(0, 300)
  const trouble = reasons[Number(error.reason)] ?? 'ssh-channel-prohibited'
  return sshTrouble(trouble, words, { cause: error })
}
