import { Failure } from '../../../lib/failure.ts'
import { sshTrouble } from '../../../lib/libvirt/troubles/ssh.ts'
import type { DialOptions } from '../transport.ts'
import type { HopTarget } from './ssh-config-settings.ts'
import type { SshConnection, SshTarget } from './ssh-connection.ts'

const mostHops = 8

export interface Jump {
  /** ProxyJump's words: hosts joined by commas, the last of which reaches the target. */
  jump: string
  host: string
  port: number
  target: SshTarget
  /** The hosts that are being jumped from already. */
  way: readonly string[]
  options: DialOptions
  openHop(hop: HopTarget, options: DialOptions, way: readonly string[]): Promise<SshConnection>
}

/** Bytes to a host through others. What goes wrong on the way names the host where it did. */
export async function openThrough(given: Jump) {
  const { host, port, options, way } = given
  const { hop, name } = lastHop(given)
  if (way.length >= mostHops || way.includes(name)) {
    throw sshTrouble('ssh-jumps', `${[...way, name].join(' → ')} does not come to an end.`)
  }
  const connection = await named(name, () =>
    given.openHop(hop, { ...options, progress: onTheWay(options) }, [...way, name]),
  )
  try {
    const opened = untilOpened(options.signal)
    const stream = await named(name, () => connection.toPort(host, port, opened.signal))
    opened.detach()
    return { stream, hop: connection }
  } catch (cause) {
    connection.close()
    throw cause
  }
}

/** The attempt's signal while it lasts: what it says later is about something else, and must not end the stream. */
function untilOpened(signal: AbortSignal) {
  const giving = new AbortController()
  const detached = new AbortController()
  signal.addEventListener('abort', () => giving.abort(signal.reason), { signal: detached.signal })
  if (signal.aborted) giving.abort(signal.reason)
  return { signal: giving.signal, detach: () => detached.abort() }
}

/** Of a hop only the dialling is a rung of the whole. */
const onTheWay =
  ({ progress }: DialOptions): DialOptions['progress'] =>
  (rung, found) => {
    if (rung === 'resolving' || rung === 'dialling') progress(rung, found)
  }

/** What leads to the target itself; the hosts named before it lead there in turn. */
function lastHop({ jump, target }: Jump): { hop: HopTarget; name: string } {
  const words = jump.split(',').map((word) => word.trim())
  const name = words.pop() ?? ''
  const match = /^(?:ssh:\/\/)?(?:([^@/]+)@)?(\[[^\]]+\]|[^:@/\s]+)(?::(\d{1,5}))?\/?$/i.exec(name)
  const [, user, host, port] = match ?? []
  if (
    host === undefined ||
    /^-/.test(host) ||
    /^-/.test(user ?? '') ||
    Number(port ?? 0) > 65_535
  ) {
    throw sshTrouble('ssh-config', `ProxyJump: “${name.slice(0, 100)}” is no host.`)
  }
  const { no_tty } = target.options
  const hop: HopTarget = {
    host: host.replace(/^\[|\]$/g, ''),
    port: Number(port ?? 0),
    user: user ?? null,
    flavour: 'ssh',
    options: no_tty === undefined ? {} : { no_tty },
    ...(words.length > 0 && { jump: words.join(',') }),
  }
  return { hop, name }
}

async function named<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    if (!(cause instanceof Failure)) throw cause
    const detail = `On the way, at ${name}: ${cause.message}`
    throw new Failure(cause.code, detail, { cause, trouble: cause.trouble })
  }
}
