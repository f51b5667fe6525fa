import { type Refused, refuse, type Surroundings } from './plan-types.ts'
import type { RemoteWish } from './remote-wish.ts'
import { fitsSocketName, longestSocketPath, socketExists, socketPath } from './sockets.ts'
import { sshTransports, type Transport } from './transports.ts'
import type { LibvirtUri } from './uri.ts'

export interface SocketChoice {
  path: string
  /** null when the URI itself names the socket. */
  mode: 'legacy' | 'direct' | null
  /** The daemon that listens there, as it is started. */
  daemon: string | null
}

/**
 * The socket to connect to, here or on the far side of SSH (remoteGetUNIXSocket, src/remote/remote_sockets.c).
 * “auto” takes the driver's own daemon if its socket exists, then libvirtd's; only over unix can it look.
 */
export function chooseSocket(
  uri: LibvirtUri,
  wish: RemoteWish,
  transport: Transport,
  session: boolean,
  surroundings: Surroundings,
): SocketChoice | Refused | null {
  const far = sshTransports.includes(transport)
  if (transport !== 'unix' && !far) return null
  const given = wish.given.socket
  if (given !== undefined) return givenSocket(given, far)
  if (wish.mode === 'direct' && far) {
    const said = 'The mode “direct” can only be used over a unix socket of this machine.'
    return refuse('mode-direct', said, 'query')
  }
  if (wish.mode === 'direct' && uri.driver === null) {
    return refuse('mode-direct', 'The mode “direct” needs a URI that names the driver.')
  }
  const wished = { session, readOnly: surroundings.readOnly }
  const own = `virt${uri.driver}d`
  const direct = socketPath(own, wished, surroundings)
  const seen = !far && uri.driver !== null && socketExists(direct, surroundings.sockets)
  return wish.mode === 'direct' || (wish.mode === 'auto' && seen)
    ? { path: direct, mode: 'direct', daemon: own }
    : { path: socketPath('libvirt', wished, surroundings), mode: 'legacy', daemon: 'libvirtd' }
}

/** What a POSIX shell takes as it stands. libvirt pastes this path into a remote command without quoting it. */
const plainInShell = /^[\w@%+=:,./-]*$/

function givenSocket(path: string, far: boolean): SocketChoice | Refused {
  if (path === '') {
    return refuse('socket', 'The parameter “socket” is empty: it must be a path.', 'query')
  }
  if (far && !plainInShell.test(path)) {
    const said =
      'The path in “socket” holds characters that a shell would interpret; libvirt would hand them to one unquoted.'
    return refuse('socket-shell', said, 'query')
  }
  if (!far && !fitsSocketName(path)) {
    return refuse('socket', `A socket’s path has at most ${longestSocketPath} bytes.`, 'query')
  }
  return { path, mode: null, daemon: null }
}
