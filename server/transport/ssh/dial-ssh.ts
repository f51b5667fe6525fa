import type { Clock } from '../../../lib/clock.ts'
import { Failure } from '../../../lib/failure.ts'
import type { FarWay } from '../../../lib/libvirt/plan-types.ts'
import type { DialOptions, DialPlan, DialTransport, Wire } from '../transport.ts'
import type { SshConnection, SshFlavour, SshTarget } from './ssh-connection.ts'
import type { SshLease, SshPool } from './ssh-pool.ts'
import { openTunnel, type Tunnel } from './tunnel.ts'
import { type Hurry, hurrier } from './tunnel-hurry.ts'

/** Of one host at once; more would be an attack on it. */
const mostConnections = 8

/**
 * Reaches a daemon over SSH: a share of the host's one connection, and a channel of its own on that. Only where a
 * server gives no further session, and nothing but a session leads to the daemon, is another connection made.
 */
export function dialSsh(pool: SshPool, clock: Clock): DialTransport {
  const tools = { clock, hurry: hurrier(clock) }
  return async (plan, options) => {
    const target = targetOf(plan)
    const full = new Set<SshConnection>()
    for (;;) {
      const lease = await pool.use(target, options, full)
      try {
        return await wireOver(lease, plan, options, tools)
      } catch (cause) {
        const { ssh, shared } = lease
        lease.release()
        full.add(ssh)
        if (!shared || !isNoSession(cause) || full.size >= mostConnections) throw cause
      }
    }
  }
}

const isNoSession = (cause: unknown): boolean =>
  cause instanceof Failure && cause.trouble === 'tunnel-no-channel'

/** The login that a plan goes through. */
export function targetOf({ transport, host, port, user, options }: DialPlan): SshTarget {
  return { flavour: transport as SshFlavour, host: host ?? 'localhost', port, user, options }
}

async function wireOver(
  { ssh, known, release, shared }: SshLease,
  plan: DialPlan,
  { signal, progress }: DialOptions,
  { clock, hurry }: { clock: Clock; hurry: Hurry },
): Promise<Wire> {
  progress('tunnelling', shared ? `The SSH connection to ${ssh.login} that is open.` : ssh.method)
  const { ways = [], options } = plan
  const key = JSON.stringify(ways)
  const readOnly = options.readOnly === true
  let answered = false
  const worked = (way: FarWay) => {
    answered = true
    known.set(key, ways.indexOf(way))
  }
  const order = lastFirst(ways, known.get(key))
  // before that is known, the one session that some servers give may be needed for the tunnel itself
  if (known.has(key) && order[0]?.by === 'socket') hurry(ssh)
  const { stream, way } = await openTunnel(ssh, order, { readOnly, clock, signal, worked })
  stream.once('error', () => !answered && known.delete(key))
  stream.once('close', release)
  if (way.by === 'socket') hurry(ssh)
  progress('greeting', foundOf({ stream, way }))
  return { stream, close: () => void stream.destroy() }
}

/** The way that led there last time, then the others. */
const lastFirst = (ways: readonly FarWay[], last = 0): readonly FarWay[] =>
  ways.slice(last, last + 1).concat(ways.filter((_, at) => at !== last))

function foundOf({ way }: Tunnel): string {
  if (way.by === 'socket') return `sshd leads to ${way.path}`
  const helper = way.helper === null ? [] : ['virt-ssh-helper']
  return [...helper, ...(way.netcat === null ? [] : [way.netcat.program])].join(' or ')
}
