import { farWays } from './far-ways.ts'
import { type ConfValue, readConf } from './libvirt-conf.ts'
import type { Dial, PlanOptions, Refused, Surroundings } from './plan-types.ts'
import { isRefused, refuse } from './plan-types.ts'
import { remoteName } from './remote-name.ts'
import { chooseSocket } from './remote-socket.ts'
import { libsshOptions, sshProxyOf } from './remote-ssh.ts'
import { type RemoteWish, readWish } from './remote-wish.ts'
import {
  isTransport,
  sshTransports,
  type Transport,
  transportNames,
  transports,
} from './transports.ts'
import type { LibvirtUri } from './uri.ts'

/**
 * How libvirt's remote driver reaches a daemon (remoteConnectOpen and doRemoteOpen of libvirt 9.0, whose checks
 * these are, in its order).
 */
export function planRemote(uri: LibvirtUri, surroundings: Surroundings): Dial | Refused {
  const transport = transportOf(uri)
  if (typeof transport !== 'string') return transport
  const conf = readConf(surroundings.libvirtConf ?? '')
  const settings = conf.ok ? conf.values : new Map<string, ConfValue>()
  const wish = readWish(uri, transport, settings)
  if (isRefused(wish)) return wish
  if (transport === 'ext' && wish.given.command === undefined) {
    return refuse('command-missing', 'The ext transport needs the parameter “command”.', 'query')
  }
  return dialOf(uri, transport, wish, settings, surroundings)
}

function dialOf(
  uri: LibvirtUri,
  transport: Transport,
  wish: RemoteWish,
  settings: ReadonlyMap<string, ConfValue>,
  surroundings: Surroundings,
): Dial | Refused {
  const session = isSession(uri, surroundings.uid)
  const socket = chooseSocket(uri, wish, transport, session, surroundings)
  if (socket !== null && isRefused(socket)) return socket
  const ssh = sshTransports.includes(transport) ? sshOptions(wish, transport, session) : {}
  if (isRefused(ssh)) return ssh
  const tls = transport === 'tls' ? priorityOf(wish, settings) : {}
  if (isRefused(tls)) return tls
  const options: PlanOptions = { ...wish.options, ...ssh, ...tls }
  if (surroundings.readOnly) options.readOnly = true
  if (session) options.session = true
  if (transport === 'unix' && socket?.mode) options.mode = socket.mode
  if (mayStart(transport, session, surroundings) && socket?.daemon) {
    options.autostart = daemonProgram(socket.daemon, surroundings)
  }
  const row = transports[transport]
  const user = row.remote ? (uri.user ?? row.user) : null
  const { readOnly } = surroundings
  const name = remoteName(uri)
  const far = { wish, remoteName: name, user, session, readOnly, socket: socket?.path ?? '' }
  return {
    driver: 'remote',
    transport,
    host: row.remote ? (uri.server ?? 'localhost') : null,
    port: row.remote ? uri.port || row.port : 0,
    user,
    socket: options.proxy === 'native' && !wish.given.socket ? null : (socket?.path ?? null),
    remoteName: name,
    options,
    ...(sshTransports.includes(transport) && { ways: farWays(far) }),
  }
}

function transportOf(uri: LibvirtUri): Transport | Refused {
  if (uri.transport === null) return uri.server === null ? 'unix' : 'tls'
  if (!isTransport(uri.transport)) {
    const known = transportNames.join(', ')
    const said = `“${uri.transport}” is not a transport: it is one of ${known}.`
    return refuse('transport', said, 'scheme')
  }
  if (uri.transport === 'unix' && uri.server !== null) {
    const said = `A unix socket is on this machine: it cannot lead to the host “${uri.server}”.`
    return refuse('unix-server', said, 'server')
  }
  return uri.transport
}

/** A user's own daemon is meant: never for root, whom libvirt sends to the system's socket. */
function isSession(uri: LibvirtUri, uid: number): boolean {
  const behindDaemon = uri.scheme?.startsWith('test+') === true
  return uid !== 0 && (uri.form === 'empty' || uri.path === '/session' || behindDaemon)
}

/** A user's daemon is started when it does not run, unless the environment forbids it. */
const mayStart = (transport: Transport, session: boolean, { env }: Surroundings): boolean =>
  transport === 'unix' && session && env.LIBVIRT_AUTOSTART !== '0'

/** The variables name the folder to look in, not the program (virFileFindResourceFull). */
const daemonProgram = (daemon: string, { env }: Surroundings): string =>
  `${env.VIRTD_PATH || env.LIBVIRTD_PATH || '/usr/sbin'}/${daemon}`

function sshOptions(
  wish: RemoteWish,
  transport: Transport,
  session: boolean,
): PlanOptions | Refused {
  const proxy = sshProxyOf(wish, session)
  if (typeof proxy !== 'string') return proxy
  const libssh = libsshOptions(wish, transport)
  return isRefused(libssh) ? libssh : { proxy, ...libssh }
}

function priorityOf(
  wish: RemoteWish,
  settings: ReadonlyMap<string, ConfValue>,
): PlanOptions | Refused {
  const configured = settings.get('tls_priority')
  if (wish.given.tls_priority !== undefined || configured === undefined) return {}
  if (typeof configured === 'string') return { tls_priority: configured }
  return refuse('conf', 'libvirt.conf: “tls_priority” must be a string.')
}
