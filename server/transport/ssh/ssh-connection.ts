import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Failure } from '../../../lib/failure.ts'
import type { PlanOptions } from '../../../lib/libvirt/plan-types.ts'
import type { Progress } from '../../../lib/libvirt/rungs.ts'
import type { DialOptions, Surrounds } from '../transport.ts'

/** A program that runs on the far side: its input and output are the stream. */
export interface FarProgram {
  readonly stream: Duplex
  /** How it ended; `code` and `signal` are null when the far side did not say. `stderr` is at most 4 KiB of it. */
  readonly ended: Promise<FarEnd>
}

export interface FarEnd {
  code: number | null
  signal: string | null
  stderr: string
}

/** Somebody logged in at a host: any number of channels go over the one TCP connection. */
export interface SshConnection {
  /** `user@host:port` as it was dialled, after ~/.ssh/config. */
  readonly login: string
  /** By what it let us in, for the doctor: `key ED25519 SHA256:… (agent)`, `password` … */
  readonly method: string
  /** What the host says to who logs in, bounded; null when it says nothing. */
  readonly banner: string | null
  /**
   * Runs `command` in the login's shell: quoting is the caller's. Rejects with Failure (the far side allows no
   * session) or with what `signal` says; aborting later closes the channel.
   */
  run(command: string, signal: AbortSignal): Promise<FarProgram>
  /** A unix socket of the far side, through sshd itself (direct-streamlocal@openssh.com). Rejects as `run` does. */
  toSocket(path: string, signal: AbortSignal): Promise<Duplex>
  /** A TCP port as seen from the far side (direct-tcpip). Rejects as `run` does. */
  toPort(host: string, port: number, signal: AbortSignal): Promise<Duplex>
  /** Settles once, when it is over: with why, or with null when we closed it. */
  readonly ended: Promise<Failure | null>
  /** Ends it and every channel on it. Idempotent. */
  close(): void
}

/** libvirt's three SSH transports: one engine here, each with its own defaults. */
export type SshFlavour = 'ssh' | 'libssh' | 'libssh2'

export interface SshTarget {
  /** As the URI has it: ~/.ssh/config may make another name of it. */
  host: string
  /** 0: what the configuration says, else 22. */
  port: number
  user: string | null
  flavour: SshFlavour
  options: PlanOptions
}

/** dialTcp of ../tcp.ts; a test has its own. */
export type DialTcp = (
  host: string,
  port: number,
  options: { signal: AbortSignal; progress: Progress; surrounds: Surrounds },
) => Promise<Socket>

/** Host keys that a person took for one run of this process. */
export interface TrustedKeys {
  has(host: string, key: string): boolean
  add(host: string, key: string): void
}

export interface SshSurrounds extends Surrounds {
  dialTcp: DialTcp
  trusted: TrustedKeys
}

/**
 * Connects, knows the host, logs in. Rejects with Failure (lib/libvirt/troubles/ssh.ts), or with what the signal
 * says when it aborts; whatever it had opened by then is closed.
 */
export type OpenSsh = (
  target: SshTarget,
  options: DialOptions,
  surrounds: SshSurrounds,
) => Promise<SshConnection>
