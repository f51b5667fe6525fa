import type { Duplex } from 'node:stream'

/** Bytes to and from a daemon, however they get there. */
export interface Wire {
  readonly stream: Duplex
  /** Ends it and whatever carries it (a process, a tunnel). Idempotent. */
  close(): void
}

/** What a transport must know to dial: the part of a plan (lib/libvirt/plan.ts) that says where and how. */
export interface DialPlan {
  /** unix, tcp, tls, ssh, libssh, libssh2, ext. */
  readonly transport: string
  /** The path of the unix socket; a leading @ is an abstract one. */
  readonly socket: string | null
}
