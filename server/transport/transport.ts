import type { Duplex } from 'node:stream'
import type { Clock } from '../../lib/clock.ts'
import type { Dial } from '../../lib/libvirt/plan-types.ts'
import type { Asker } from '../../lib/libvirt/question.ts'
import type { Progress } from '../../lib/libvirt/rungs.ts'
import type { AddressFence } from './address-fence.ts'

/** Bytes to and from a daemon, however they get there. */
export interface Wire {
  readonly stream: Duplex
  /** Ends it and whatever carries it (a process, a tunnel). Idempotent. */
  close(): void
}

/** What a transport must know to dial: the part of a plan that says where and how. */
export type DialPlan = Omit<Dial, 'driver'>

/** On whose behalf a dial is made, and what ends it. */
export interface DialOptions {
  signal: AbortSignal
  progress: Progress
  asker: Asker
}

/** What dialling needs of this machine; a test decides each of them. */
export interface Surrounds {
  clock: Clock
  /** HOME, SSH_AUTH_SOCK, XDG_CONFIG_HOME … */
  env: Readonly<Record<string, string | undefined>>
  uid: number
  /** The name of the account this runs as: SSH's user when nothing names one. */
  account: string
  /** Which addresses may be dialled; without it all but link-local ones and those of metadata services. */
  fence?: AddressFence
}

/**
 * One way to reach a daemon. Rejects with Failure, or with what `signal` says when it aborts; whatever it had opened
 * by then is closed.
 */
export type DialTransport = (plan: DialPlan, options: DialOptions) => Promise<Wire>
