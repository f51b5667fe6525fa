import { connect as connectPlainly } from 'node:net'
import { Failure } from '../../lib/failure.ts'
import { socketTrouble, type socketTroubles } from '../../lib/libvirt/troubles/socket.ts'
import type { Milliseconds } from '../../lib/units.ts'
import { errnoWords } from './errno-words.ts'
import type { Connect } from './read-again.ts'
import type { Wire } from './transport.ts'

/** A unix socket answers at once or its backlog is full; nobody waits longer for that. */
const patience: Milliseconds = 10_000
/** sun_path of <sys/un.h>, less the final NUL. */
const pathMax = 107

const known: Readonly<Record<string, keyof typeof socketTroubles>> = {
  ENOENT: 'socket-missing',
  ENOTDIR: 'socket-missing',
  ECONNREFUSED: 'socket-stale',
  EACCES: 'socket-denied',
  EPERM: 'socket-denied',
  ENOTSOCK: 'socket-no-socket',
  // SOCK_SEQPACKET or SOCK_DGRAM
  EPROTOTYPE: 'socket-no-socket',
  EAGAIN: 'socket-busy',
}

/**
 * Connects to the socket at `path`; a leading @ names one in the abstract namespace (Linux), where NULs may end it.
 * Throws Failure with libvirt's own sentence and its trouble, or what `signal` says when it aborts.
 */
export async function dialUnix(
  path: string,
  signal: AbortSignal,
  connect: Connect = connectPlainly,
): Promise<Wire> {
  signal.throwIfAborted()
  const socket = connect({ path: addressOf(path) })
  const ended = new AbortController()
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve)
      socket.once('error', (cause) => reject(unreachable(path, cause)))
      signal.addEventListener('abort', () => reject(signal.reason), { signal: ended.signal })
      socket.setTimeout(patience, () => reject(socketTrouble('socket-busy', null)))
    })
  } catch (cause) {
    socket.on('error', () => {}).destroy()
    throw cause
  } finally {
    ended.abort()
  }
  socket.setTimeout(0)
  return { stream: socket, close: () => void socket.destroy() }
}

/** sun_path of <sys/un.h> for a path or an @name. */
function addressOf(path: string): string {
  const abstract = path.startsWith('@')
  const name = abstract ? path.slice(1) : path
  // an abstract name may be the whole of sun_path, its first NUL in the place of the @
  const shown = abstract ? name.replace(/\0+$/, '') : name
  if (shown === '' || shown.includes('\0') || Buffer.byteLength(name) > pathMax) {
    throw socketTrouble('socket-name', `'${path}' cannot be the path of a socket.`)
  }
  return abstract ? `\0${name}` : name
}

function unreachable(path: string, cause: NodeJS.ErrnoException): Failure {
  const detail = `Failed to connect socket to '${path.replace(/\0+$/, '')}': ${errnoWords(cause)}`
  const trouble = known[cause.code ?? '']
  if (trouble === undefined) return new Failure('host.unreachable', detail, { cause })
  const abstract = trouble === 'socket-stale' && path.startsWith('@')
  return socketTrouble(abstract ? 'socket-abstract' : trouble, detail, { cause })
}
