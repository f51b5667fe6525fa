interface TransportRow {
  /** What a person picks. */
  label: string
  /** The way, in a sentence: “… over SSH”. */
  phrase: string
  /** What libvirt dials when the URI names no port; 0: the program or the socket decides. */
  port: number
  /** The user when the URI names none; null: whoever dials, or the program's configuration. */
  user: string | null
  encrypted: boolean
  /** A machine stands at the other end, so the URI may name it (without one it is “localhost”). */
  remote: boolean
  /** What it is, for somebody who must choose. */
  help: string
}

/** libvirt's transports (remoteDriverTransport, src/remote/remote_sockets.h), one row each. */
export const transports = {
  unix: {
    label: 'This machine',
    phrase: 'over its unix socket',
    port: 0,
    user: null,
    encrypted: true,
    remote: false,
    help: 'The daemon’s socket on this machine.',
  },
  ssh: {
    label: 'SSH',
    phrase: 'over SSH',
    port: 0,
    user: null,
    encrypted: true,
    remote: true,
    help: 'An SSH login on the host; needs nothing there but sshd and libvirt.',
  },
  libssh: {
    label: 'SSH (libssh)',
    phrase: 'over SSH',
    port: 22,
    user: 'root',
    encrypted: true,
    remote: true,
    help: 'SSH with libvirt’s own list of known hosts and root as the user unless another is named.',
  },
  libssh2: {
    label: 'SSH (libssh2)',
    phrase: 'over SSH',
    port: 22,
    user: 'root',
    encrypted: true,
    remote: true,
    help: 'SSH with libvirt’s own list of known hosts and root as the user unless another is named.',
  },
  tls: {
    label: 'TLS',
    phrase: 'over TLS',
    port: 16514,
    user: null,
    encrypted: true,
    remote: true,
    help: 'The daemon’s TLS port; both sides show certificates.',
  },
  tcp: {
    label: 'TCP',
    phrase: 'over plain TCP',
    port: 16509,
    user: null,
    encrypted: false,
    remote: true,
    help: 'The daemon’s plain port: whoever is on the network can read and change everything.',
  },
  ext: {
    label: 'Other program',
    phrase: 'through a program',
    port: 0,
    user: null,
    encrypted: false,
    remote: false,
    help: 'A program on this machine whose input and output lead to the daemon.',
  },
} as const satisfies Record<string, TransportRow>

export type Transport = keyof typeof transports
export const transportNames = Object.keys(transports) as [Transport, ...Transport[]]

export const isTransport = (name: string): name is Transport => Object.hasOwn(transports, name)

/** The transports that log in by SSH and run something there. */
export const sshTransports: readonly Transport[] = ['ssh', 'libssh', 'libssh2']
