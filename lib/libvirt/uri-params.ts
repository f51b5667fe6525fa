import { sshTransports, type Transport, transportNames } from './transports.ts'
import type { LibvirtUri } from './uri.ts'

export type ParamKind = 'text' | 'flag' | 'choice' | 'list' | 'file' | 'folder' | 'program' | 'uri'

export interface ParamRow {
  /** Transports that use it. Behind a daemon libvirt takes it off the URI whichever the transport is. */
  transports: readonly (Transport | 'http')[]
  kind: ParamKind
  choices: readonly string[] | null
  /** What counts without it, in words. */
  fallback: string
  help: string
  /** It names a program to run, or a file to use, with the server's rights: administrators only. */
  code: 'program' | 'file' | null
}

const allOfThem: readonly Transport[] = transportNames
const libssh: readonly Transport[] = ['libssh2', 'libssh']

/** Parameters that the remote driver takes off the URI (doRemoteOpen, src/remote/remote_driver.c), one row each. */
const remoteParams = {
  name: {
    transports: allOfThem,
    kind: 'uri',
    choices: null,
    fallback: 'this URI without its transport, host and these parameters',
    help: 'The name to hand to the far daemon instead; left empty, the daemon chooses.',
    code: null,
  },
  command: {
    transports: ['ssh', 'ext'],
    kind: 'program',
    choices: null,
    fallback: 'ssh',
    help: 'The program that makes the connection.',
    code: 'program',
  },
  socket: {
    transports: ['unix', ...sshTransports],
    kind: 'file',
    choices: null,
    fallback: 'the daemon’s usual socket',
    help: 'The path of the daemon’s socket; “@” in front makes it an abstract one.',
    code: 'file',
  },
  auth: {
    transports: allOfThem,
    kind: 'text',
    choices: null,
    fallback: 'whatever the daemon asks for',
    help: 'The only way to authenticate to the daemon that is acceptable: sasl, sasl.MECHANISM or polkit.',
    code: null,
  },
  sshauth: {
    transports: libssh,
    kind: 'list',
    choices: ['agent', 'privkey', 'password', 'keyboard-interactive'],
    fallback: 'agent, privkey, password, keyboard-interactive',
    help: 'The ways to log in by SSH, in the order to try them.',
    code: null,
  },
  netcat: {
    transports: sshTransports,
    kind: 'program',
    choices: null,
    fallback: 'nc',
    help: 'The netcat program on the far side.',
    code: 'program',
  },
  keyfile: {
    transports: sshTransports,
    kind: 'file',
    choices: null,
    fallback: 'the SSH agent and the usual keys',
    help: 'The private key to log in with.',
    code: 'file',
  },
  pkipath: {
    transports: ['tls'],
    kind: 'folder',
    choices: null,
    fallback: '/etc/pki, and for a user first ~/.pki/libvirt',
    help: 'The folder that holds cacert.pem, cacrl.pem, clientcert.pem and clientkey.pem; Oirase, unlike libvirt, also takes clientcert.p12.',
    code: 'file',
  },
  known_hosts: {
    transports: libssh,
    kind: 'file',
    choices: null,
    fallback: 'libvirt’s own known_hosts',
    help: 'The file of host keys that are trusted.',
    code: 'file',
  },
  known_hosts_verify: {
    transports: libssh,
    kind: 'choice',
    choices: ['normal', 'auto', 'ignore'],
    fallback: 'normal',
    help: 'An unknown host key: ask (normal), accept (auto), or check no key at all (ignore).',
    code: null,
  },
  mode: {
    transports: ['unix', ...sshTransports],
    kind: 'choice',
    choices: ['auto', 'legacy', 'direct'],
    fallback: 'auto: the driver’s own daemon if its socket exists, else libvirtd’s',
    help: 'Which daemon: libvirtd or virtproxyd (legacy), or the driver’s own (direct).',
    code: null,
  },
  proxy: {
    transports: sshTransports,
    kind: 'choice',
    choices: ['auto', 'netcat', 'native'],
    fallback: 'auto',
    help: 'How the far socket is reached: virt-ssh-helper (native), netcat, or whichever is there.',
    code: null,
  },
  no_sanity: {
    transports: ['tls'],
    kind: 'flag',
    choices: null,
    fallback: 'checked',
    help: 'Do not check one’s own certificates before showing them.',
    code: null,
  },
  no_verify: {
    transports: ['ssh', 'tls'],
    kind: 'flag',
    choices: null,
    fallback: 'checked',
    help: 'Do not check who answers: its certificate, or an unknown host key.',
    code: null,
  },
  no_tty: {
    transports: ['ssh'],
    kind: 'flag',
    choices: null,
    fallback: 'questions are asked',
    help: 'Never ask for passwords or unknown host keys: fail instead.',
    code: null,
  },
  authfile: {
    transports: allOfThem,
    kind: 'file',
    choices: null,
    fallback: 'libvirt’s auth.conf',
    help: 'The file that holds user names and passwords.',
    code: 'file',
  },
  tls_priority: {
    transports: ['tls'],
    kind: 'text',
    choices: null,
    fallback: 'NORMAL',
    help: 'Which versions and ciphers of TLS are acceptable, in GnuTLS’s notation.',
    code: null,
  },
} as const satisfies Record<string, ParamRow>

export type RemoteParam = keyof typeof remoteParams
export const remoteParamNames = Object.keys(remoteParams) as [RemoteParam, ...RemoteParam[]]

/** Ours, for xend's URIs only: libvirt never knew it. */
export const viaParam: ParamRow = {
  transports: ['http', 'unix'],
  kind: 'uri',
  choices: null,
  fallback: 'straight',
  help: 'An SSH login to go through, as ssh://user@host: xend itself neither encrypts nor asks who comes.',
  code: null,
}

/** Which of libvirt's own a given name is: it compares them whatever the case. */
export function remoteParamOf(name: string): RemoteParam | null {
  const lower = name.toLowerCase()
  return Object.hasOwn(remoteParams, lower) ? (lower as RemoteParam) : null
}

export const paramRow = (name: RemoteParam): ParamRow => remoteParams[name]

/** The last value of each of libvirt's parameters in a URI. */
export function remoteParamsOf(uri: LibvirtUri): Partial<Record<RemoteParam, string>> {
  const given: Partial<Record<RemoteParam, string>> = {}
  for (const [name, value] of uri.params) {
    const known = remoteParamOf(name)
    if (known !== null) given[known] = value
  }
  return given
}

/** Whether libvirt reads a flag's value as set; null when it refuses it. Any decimal integer of C's int does. */
export function readFlag(value: string): boolean | null {
  if (!/^[ \t\n\v\f\r]*[+-]?\d+$/.test(value)) return null
  const number = Number(value)
  return number >= -2_147_483_648 && number <= 2_147_483_647 ? number !== 0 : null
}
