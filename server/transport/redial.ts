import { isIP, isIPv4 } from 'node:net'
import type { Failure } from '../../lib/failure.ts'
import type { Via } from '../../lib/libvirt/plan-types.ts'
import { networkTrouble } from '../../lib/libvirt/troubles/network.ts'
import { openFence } from './address-fence.ts'
import type { SshTarget } from './ssh/ssh-connection.ts'
import type { SshPool } from './ssh/ssh-pool.ts'
import { ownSshPool } from './ssh/ssh-pool-own.ts'
import { dialTcp } from './tcp.ts'
import type { DialOptions, DialPlan, Surrounds, Wire } from './transport.ts'
import { dialUnix } from './unix.ts'

/** A place that is dialled again and again, for a protocol that ends its wire with each answer. */
export interface Redial {
  /** Rejects as a DialTransport does. */
  dial(signal: AbortSignal): Promise<Wire>
  /** Settles when it can be dialled no more: null after close(), else why. */
  readonly ended: Promise<Failure | null>
  /** Idempotent. */
  close(): void
}

/** Makes ready to dial what a plan names; through SSH that is a login, which lasts until it is closed. */
export type OpenRedial = (plan: DialPlan, options: DialOptions) => Promise<Redial>

export function redialFor(
  surrounds: Surrounds,
  ssh: Pick<SshPool, 'use'> = ownSshPool(surrounds, { note: () => {}, linger: 0 }),
): OpenRedial {
  return async (plan, options) => {
    const { via } = plan.options
    return via === undefined
      ? redialDirectly(plan, options, surrounds)
      : redialThrough(via, plan, options, ssh)
  }
}

/** Only the first dial is told of: by then a place has been reached. */
function redialDirectly(plan: DialPlan, options: DialOptions, surrounds: Surrounds): Redial {
  let { progress } = options
  let settle: (why: null) => void = () => {}
  const { host, port, socket } = plan
  return {
    dial: async (signal) => {
      const telling = { signal, progress, surrounds }
      progress = () => {}
      if (socket === null) {
        const stream = await dialTcp(host ?? 'localhost', port, telling)
        return { stream, close: () => void stream.destroy() }
      }
      telling.progress('dialling')
      return dialUnix(socket, signal)
    },
    ended: new Promise((resolve) => {
      settle = resolve
    }),
    close: () => settle(null),
  }
}

async function redialThrough(
  { user, host: login, port: loginPort }: Via,
  { host, port, socket }: DialPlan,
  options: DialOptions,
  pool: Pick<SshPool, 'use'>,
): Promise<Redial> {
  if (socket === null) forbidFar(host ?? 'localhost')
  const target: SshTarget = { host: login, port: loginPort, user, flavour: 'ssh', options: {} }
  const { ssh, release } = await pool.use(target, options)
  options.progress('tunnelling', ssh.method)
  let settle: (why: Failure | null) => void = () => {}
  void ssh.ended.then((why) => settle(why))
  return {
    dial: async (signal) => {
      const stream =
        socket === null
          ? await ssh.toPort(host ?? 'localhost', port, signal)
          : await ssh.toSocket(socket, signal)
      return { stream, close: () => void stream.destroy() }
    },
    ended: new Promise((resolve) => {
      settle = resolve
    }),
    close: () => {
      settle(null)
      release()
    },
  }
}

/**
 * The far side dials for us, from a network of its own: which of its addresses are in reach is its matter, but the
 * secrets that a cloud tells it are no more ours than this machine's. Throws address-forbidden.
 */
function forbidFar(host: string): void {
  const address = addressIn(host)
  const why = address === null ? null : openFence(address, host)
  if (why !== null) throw networkTrouble('address-forbidden', why)
}

/** An address in any of the spellings that inet_aton(3) takes; null: a name, which the far side looks up. */
function addressIn(host: string): string | null {
  if (isIP(host) > 0) return host
  const spelled = `http://${host}`
  const { hostname } = new URL(URL.canParse(spelled) ? spelled : 'http://a.name')
  return isIPv4(hostname) ? hostname : null
}
