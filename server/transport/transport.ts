import type { Duplex } from 'node:stream'
import type { Dial } from '../../lib/libvirt/plan-types.ts'

/** Bytes to and from a daemon, however they get there. */
export interface Wire {
  readonly stream: Duplex
  /** Ends it and whatever carries it (a process, a tunnel). Idempotent. */
  close(): void
}

/** What a transport must know to dial: the part of a plan that says where and how. */
export type DialPlan = Pick<Dial, 'transport' | 'socket' | 'options'>
