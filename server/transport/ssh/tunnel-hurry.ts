import type { Clock } from '../../../lib/clock.ts'
import type { Milliseconds } from '../../../lib/units.ts'
import type { SshConnection } from './ssh-connection.ts'

/** A command that is forced upon the account may not end by itself. */
const patience: Milliseconds = 5_000

/** Once for each connection; returns at once. */
export type Hurry = (ssh: SshConnection) => void

/**
 * Has sshd send small answers at once. It lets them wait for each other (Nagle), some 40 ms for each burst of calls, on
 * a connection over which no command has ever run (ssh_packet_set_interactive, called by OpenSSH’s session.c).
 */
export function hurrier(clock: Clock): Hurry {
  const hurried = new WeakSet<SshConnection>()
  return (ssh) => {
    if (hurried.has(ssh)) return
    hurried.add(ssh)
    void runNothing(ssh, clock)
  }
}

async function runNothing(ssh: SshConnection, clock: Clock): Promise<void> {
  const over = new AbortController()
  try {
    const { stream, ended } = await ssh.run('true', over.signal)
    stream.resume().end()
    await Promise.race([ended, clock.sleep(patience, over.signal)])
  } catch {
    // an account that may run nothing is served all the same
  } finally {
    over.abort()
  }
}
