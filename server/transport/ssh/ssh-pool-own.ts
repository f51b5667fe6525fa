import type { Milliseconds } from '../../../lib/units.ts'
import { dialTcp } from '../tcp.ts'
import type { Surrounds } from '../transport.ts'
import { rememberTrusted } from './host-keys-trusted.ts'
import { sshSettings } from './ssh-config.ts'
import { SshPool, type SshPoolDeps } from './ssh-pool.ts'

/** Longer than a reconnect takes, or two looks at a screen; shorter than anybody would mind at the host. */
const usual: Milliseconds = 15_000

/** The SSH connections of this process. */
export function ownSshPool(
  surrounds: Surrounds,
  { note, linger = usual }: Pick<SshPoolDeps, 'note'> & { linger?: Milliseconds },
): SshPool {
  const around = { ...surrounds, dialTcp, trusted: rememberTrusted() }
  const open: SshPoolDeps['open'] = async (target, options) => {
    // the SSH library is 13 MB and 50 ms: who never logs in anywhere is spared both
    const { openSsh } = await import('./open-ssh.ts')
    return openSsh(target, options, around)
  }
  return new SshPool({
    open,
    // two names that ~/.ssh/config makes one login of are one
    identify: async (target) => {
      const { notes: _, ...settings } = await sshSettings(target, around)
      return JSON.stringify([settings, target.options.authfile ?? null])
    },
    clock: surrounds.clock,
    note,
    linger,
  })
}
