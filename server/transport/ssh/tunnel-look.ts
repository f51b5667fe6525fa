import type { Clock } from '../../../lib/clock.ts'
import type { Failure } from '../../../lib/failure.ts'
import { tunnelTrouble } from '../../../lib/libvirt/troubles/tunnel.ts'
import type { Milliseconds } from '../../../lib/units.ts'
import { lookCommand } from './far-command.ts'
import type { SshConnection } from './ssh-connection.ts'

const patience: Milliseconds = 3_000
const mostRead = 1_024

/**
 * A failure for want of a program, made exact: sshd tells a socket that is missing, one that the account may not use
 * and forwarding that is off by the same word, so how the sockets it would not lead to stand is looked up there.
 */
export async function explained(
  failure: Failure,
  sockets: readonly string[],
  { ssh, clock }: { ssh: SshConnection; clock: Clock },
): Promise<Failure> {
  if (failure.trouble !== 'tunnel-netcat-missing' || sockets.length === 0) return failure
  const found = await look(sockets, ssh, clock)
  const at = (state: string) => sockets[found.indexOf(state)]
  const [there, denied] = [at('there'), at('denied')]
  if (there !== undefined) {
    const said = `The socket ${there} is there, but sshd does not lead to it, and there is no other way: ${failure.detail}`
    return tunnelTrouble('tunnel-forwarding-off', said, { cause: failure })
  }
  if (denied !== undefined) {
    return tunnelTrouble('tunnel-socket-denied', `${denied}: Permission denied`, { cause: failure })
  }
  if (found.length === 0) return failure
  const none = `${sockets.join(', ')}: No such file or directory`
  return tunnelTrouble('tunnel-socket-missing', none, { cause: failure })
}

/** What there is to be said of each, in their order; nothing when that cannot be known. */
async function look(
  sockets: readonly string[],
  ssh: SshConnection,
  clock: Clock,
): Promise<readonly string[]> {
  const over = new AbortController()
  void clock.sleep(patience, over.signal).then(() => over.abort())
  try {
    const { stream } = await ssh.run(lookCommand(sockets), over.signal)
    let text = ''
    for await (const chunk of stream) {
      text += chunk
      if (text.length > mostRead) break
    }
    const words = text.trim().split('\n')
    return words.length === sockets.length ? words : []
  } catch {
    return [] // then what is known already has to do
  } finally {
    over.abort()
  }
}
