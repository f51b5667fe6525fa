import type { Failure } from '../../../lib/failure.ts'
import { sshTrouble, type sshTroubles } from '../../../lib/libvirt/troubles/ssh.ts'

/** How far a connection had come. */
export type Phase = 'hello' | 'key-exchange' | 'login' | 'open'

/** What ssh2 adds to its errors. */
type SshError = Error & { level?: string; code?: number | string }

const most = 300

/** Words of ssh2 1.17 where neither a level nor a code tells its errors apart. */
const told: readonly [RegExp, keyof typeof sshTroubles][] = [
  [/^Invalid (header|identification)|^Max greeting lines|^Header line too long/, 'ssh-not-ssh'],
  [/no matching/, 'ssh-no-common'],
  [/signature verification failed/i, 'ssh-host-key-unproven'],
]

/** One of ssh2's errors as a trouble, in the peer's own words where it had any. */
export function troubleOf(error: SshError, phase: Phase, tries: number): Failure {
  const words = error.message.slice(0, most)
  const known = told.find(([pattern]) => pattern.test(error.message))?.[1]
  if (known !== undefined) return sshTrouble(known, words, { cause: error })
  if (phase === 'open') return sshTrouble('ssh-lost', words, { cause: error })
  const theirs = typeof error.code === 'number' // they disconnected with a reason
  if (phase === 'login' && theirs && tries > 1) {
    return sshTrouble('ssh-too-many-tries', words, { cause: error })
  }
  if (phase === 'hello') return sshTrouble('ssh-hung-up', words, { cause: error })
  return sshTrouble('ssh-protocol', words, { cause: error })
}

/** The end of a line on which nothing wrong was said. */
export function hungUp(phase: Phase, tries: number): Failure {
  if (phase === 'hello') return sshTrouble('ssh-hung-up', 'It hung up at once.')
  if (phase === 'open') return sshTrouble('ssh-lost', 'The host ended the connection.')
  if (phase === 'login' && tries > 1) {
    return sshTrouble('ssh-too-many-tries', 'The host hung up during the login.')
  }
  return sshTrouble('ssh-protocol', 'The host hung up.')
}
