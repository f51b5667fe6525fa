import { Failure } from '../../lib/failure.ts'
import type { Transport } from '../../lib/libvirt/transports.ts'
import { programTrouble } from '../../lib/libvirt/troubles/program.ts'
import { dialCommand, dialExt } from './ext.ts'
import { dialStarting, type StartDaemon, startDaemon } from './session-daemon.ts'
import { dialSsh } from './ssh/dial-ssh.ts'
import type { SshPool } from './ssh/ssh-pool.ts'
import { ownSshPool } from './ssh/ssh-pool-own.ts'
import { dialPlainTcp } from './tcp.ts'
import { dialTls } from './tls/dial-tls.ts'
import type { DialTransport, Surrounds } from './transport.ts'
import { dialUnix } from './unix.ts'

export interface DialTools {
  /** What SSH connections are shared in. Without it each ends with its last wire. */
  ssh?: SshPool
  /** Programs of this machine that a URI may name; without it none. */
  programs?: readonly string[] | 'any'
  start?: StartDaemon
}

/**
 * Opens the wire a plan asks for, by whichever transport. What it returns throws Failure: `uri.refused` for what
 * cannot be dialled, `uri.forbidden` for a program that is not listed, else what dialling came to.
 */
export function dialFor(surrounds: Surrounds, tools: DialTools = {}): DialTransport {
  const { start = startDaemon, programs = [] } = tools
  const { ssh = ownSshPool(surrounds, { note: () => {}, linger: 0 }) } = tools
  const inProcess = dialSsh(ssh, surrounds.clock)
  const byCommand = listed(programs, dialCommand(surrounds))
  const dialAnySsh: DialTransport = (plan, options) =>
    (plan.options.command === undefined ? inProcess : byCommand)(plan, options)
  const ways: Record<Transport, DialTransport> = {
    unix: dialLocal(surrounds, start),
    tcp: dialPlainTcp(surrounds),
    tls: dialTls(surrounds),
    ssh: dialAnySsh,
    libssh: inProcess,
    libssh2: inProcess,
    ext: listed(programs, dialExt(surrounds)),
  }
  return async (plan, options) => {
    const { transport } = plan
    const dial = transport === null || transport === 'http' ? unable : ways[transport]
    return dial(plan, options)
  }
}

const unable: DialTransport = async ({ transport }) => {
  throw new Failure('uri.refused', `Nothing is dialled by “${transport}” here.`)
}

const listed =
  (programs: readonly string[] | 'any', dial: DialTransport): DialTransport =>
  async (plan, options) => {
    const { command = '' } = plan.options
    if (programs === 'any' || programs.includes(command)) return dial(plan, options)
    throw plan.transport === 'ext'
      ? programTrouble('program-forbidden', `'${command}' is not among the programs it lists.`)
      : programTrouble('program-for-ssh', `Oirase speaks SSH itself and does not run '${command}'.`)
  }

const dialLocal =
  ({ clock }: Surrounds, start: StartDaemon): DialTransport =>
  ({ socket, options }, { signal, progress }) => {
    if (socket === null) {
      throw new Failure('uri.refused', 'There is no socket to dial in this URI.')
    }
    progress('dialling')
    const dial = () => dialUnix(socket, signal)
    return options.autostart === undefined
      ? dial()
      : dialStarting(options.autostart, dial, { clock, start, signal })
  }
