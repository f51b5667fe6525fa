import type { Transport } from './transports.ts'
import type { UriPart } from './uri.ts'

/** What planning depends on besides the URI; plain data, so that it can be asked about any machine. */
export interface Surroundings {
  uid: number
  readOnly: boolean
  env: Readonly<Record<string, string>>
  /** The client configuration's text; null when there is no such file. */
  libvirtConf: string | null
  /** Paths of sockets taken as existing. */
  sockets: readonly string[]
}

/** Which of our drivers opens it: `remote` speaks libvirt's RPC, the others are their own. */
export type PlanDriver = 'remote' | 'test' | 'xend' | 'xen-proxy'

/** Parameters that matter to this plan, by libvirt's names, and what was decided from them. */
export interface PlanOptions {
  /** Open for reading only. */
  readOnly?: true
  /** A user's own daemon, not the system's. */
  session?: true
  /** The program to start when the socket does not answer (session, unix). */
  autostart?: string
  /** How the socket was chosen (unix). */
  mode?: 'legacy' | 'direct'
  /** How the far socket is reached (ssh, libssh, libssh2). */
  proxy?: 'auto' | 'netcat' | 'native'
  netcat?: string
  command?: string
  keyfile?: string
  no_verify?: boolean
  no_tty?: boolean
  no_sanity?: boolean
  pkipath?: string
  tls_priority?: string
  known_hosts?: string
  known_hosts_verify?: 'normal' | 'auto' | 'ignore'
  sshauth?: readonly SshMethod[]
  auth?: string
  authfile?: string
  /** The test driver's world: the built-in one or a file. */
  world?: 'default'
  file?: string
  /** xend through an SSH connection (ours, unknown to libvirt). */
  via?: Via
}

export type SshMethod = 'agent' | 'privkey' | 'password' | 'keyboard-interactive'

export interface Via {
  user: string | null
  host: string
  /** 0: SSH's own default. */
  port: number
}

/** One way from an SSH login to the daemon there. */
export type FarWay =
  /** sshd itself connects to the socket. */
  | { by: 'socket'; path: string }
  /** A command there does: libvirt’s helper, netcat, or when both are named whichever there is. */
  | { by: 'program'; helper: string | null; netcat: FarNetcat | null }

export interface FarNetcat {
  program: string
  socket: string
}

/** One way to open a URI: what is dialled and what is said there. Absent is null, no port is 0. */
export interface Dial {
  driver: PlanDriver
  /** null when nothing is dialled: the driver is in this process. */
  transport: Transport | 'http' | null
  host: string | null
  port: number
  user: string | null
  /** The socket on this machine, or for the SSH transports the one on the far side. A leading `@` is abstract. */
  socket: string | null
  /** The name sent to the daemon; '' lets it choose. null: there is no daemon. */
  remoteName: string | null
  options: PlanOptions
  /** SSH transports: how to get from the login to the daemon, in the order to try. */
  ways?: readonly FarWay[]
}

/** What will be done, with every other way that would be tried in order when there are several. */
export interface Open extends Dial {
  candidates?: readonly Dial[]
  warnings: readonly Warning[]
}

export interface Warning {
  code: WarningCode
  say: string
}

export type WarningCode =
  | 'unencrypted'
  | 'unchecked'
  | 'read-only'
  | 'session-as-root'
  | 'driver-unknown'
  | 'driver-gone'
  | 'driver-case'
  | 'path'
  | 'param-unused'
  | 'param-repeated'
  | 'user-unused'

/** Why it will not be opened. */
export interface Refused {
  refused: string
  code: RefusalCode
  /** The part of the URI that is the reason, to be underlined. */
  part: UriPart | null
}

export type RefusalCode =
  | 'conf'
  | 'conf-alias'
  | 'no-scheme'
  | 'transport'
  | 'unix-server'
  | 'missing-slash'
  | 'embed'
  | 'driver-client'
  | 'server-missing'
  | 'path'
  | 'param-value'
  | 'command-missing'
  | 'mode-direct'
  | 'netcat-native'
  | 'port'
  | 'socket'
  | 'socket-shell'
  | 'empty-user'
  | 'nul'
  | 'not-text'
  | 'control'
  | 'dash'

export type Plan = Open | Refused

export const refuse = (
  code: RefusalCode,
  refused: string,
  part: UriPart | null = null,
): Refused => ({ refused, code, part })

export const isRefused = (value: object): value is Refused => 'refused' in value
