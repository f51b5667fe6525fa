import { driverRow } from './drivers.ts'
import type { FarWay } from './plan-types.ts'
import type { RemoteWish } from './remote-wish.ts'
import { socketPath } from './sockets.ts'

export interface FarWish {
  wish: RemoteWish
  /** The name that the daemon will be given. */
  remoteName: string
  user: string | null
  /** libvirt's client would look for a user's own daemon. */
  session: boolean
  readOnly: boolean
  /** The socket that libvirt would hand to netcat. */
  socket: string
}

/**
 * The ways from an SSH login to the daemon, in the order to try them. What the URI or libvirt.conf asks for is done
 * as libvirt does it; where it is free to choose, sshd itself comes first: it needs no program and no shell there.
 */
export function farWays(far: FarWish): FarWay[] {
  const { wish, socket } = far
  const helper = helperUri(far)
  const netcat = { program: wish.given.netcat ?? 'nc', socket }
  const asked = wish.given.netcat === undefined ? wish.proxy : 'netcat'
  if (asked === 'netcat') return [program(null, netcat)]
  if (asked === 'native') return [program(helper, null)]
  const given = wish.given.socket
  if (given !== undefined) return [...straight([given]), program(null, netcat)]
  // only the helper finds a user's own daemon there, and starts it
  if (far.session) return [program(helper, asked === 'auto' ? netcat : null)]
  if (nameParts(far.remoteName).session && far.user !== 'root') return [program(helper, null)]
  return [...straight(socketsOf(far)), program(helper, netcat)]
}

const program = (helper: string | null, netcat: { program: string; socket: string } | null) =>
  ({ by: 'program', helper, netcat }) as const

/** sshd knows no folder that a relative path could start from. */
const straight = (paths: readonly string[]): FarWay[] =>
  paths.filter((path) => path.startsWith('/')).map((path) => ({ by: 'socket', path }))

/** The driver's own daemon where it has one, then libvirtd or virtproxyd. */
function socketsOf({ wish, remoteName, readOnly }: FarWish): string[] {
  const own = driverRow(nameParts(remoteName).driver)?.daemon ?? null
  const direct = own === null || own === 'virtproxyd' || wish.mode === 'legacy' ? [] : [own]
  const nowhere = { uid: 0, readOnly, env: {}, libvirtConf: null, sockets: [] }
  return [...direct, 'libvirt'].map((daemon) =>
    socketPath(daemon, { session: false, readOnly }, nowhere),
  )
}

/**
 * What virt-ssh-helper is told: of the daemon's name only what it picks a socket by, since it refuses hosts and knows
 * no other path. Before libvirt 9.1 it overlooks `mode` and `socket`.
 */
function helperUri({ wish, remoteName }: FarWish): string {
  const { driver, session } = nameParts(remoteName)
  const { socket } = wish.given
  const query = [
    ...(wish.mode === 'auto' ? [] : [`mode=${wish.mode}`]),
    ...(socket === undefined ? [] : [`socket=${encodeURIComponent(socket)}`]),
  ]
  const params = query.length === 0 ? '' : `?${query.join('&')}`
  return `${driver}:///${session ? 'session' : 'system'}${params}`
}

/** A name that is no URI leaves the choice to the daemon that answers for all. */
function nameParts(remoteName: string): { driver: string; session: boolean } {
  const [, driver = 'remote', path = ''] =
    /^([a-z][a-z0-9.-]*)(?:\+[^:/]*)?:(?:\/\/[^/?#]*)?([^?#]*)/i.exec(remoteName) ?? []
  return { driver, session: path === '/session' }
}
