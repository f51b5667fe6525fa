import type { Clock } from '../../../lib/clock.ts'
import { Failure } from '../../../lib/failure.ts'
import type { Milliseconds } from '../../../lib/units.ts'
import type { DialOptions } from '../transport.ts'
import type { SshConnection, SshTarget } from './ssh-connection.ts'
import { Attempt } from './ssh-pool-attempt.ts'

export interface SshPoolDeps {
  open(target: SshTarget, options: DialOptions): Promise<SshConnection>
  /**
   * All that decides who answers, as whom we log in, and what is taken for proof of either: what comes to the same
   * may share a connection.
   */
  identify(target: SshTarget): Promise<string>
  clock: Clock
  /** A line for the log. */
  note(line: string, fields: Record<string, string>): void
  /** How long a connection that nobody uses is kept; 0: not at all. */
  linger: Milliseconds
}

/** A share of an SSH connection. */
export interface SshLease {
  readonly ssh: SshConnection
  /** Others use it, too. */
  readonly shared: boolean
  /** Which of its ways led to a daemon last; that outlives the connection. */
  readonly known: Map<string, number>
  /** Idempotent. When nobody has a share any more it is closed a little later. */
  release(): void
}

interface Live {
  ssh: SshConnection
  leases: number
  /** Aborts the wait for its closing. */
  idle: AbortController
}

interface Host {
  live: Live[]
  attempts: Set<Attempt<Live>>
  known: Map<string, number>
}

/** Hosts whose ways are remembered while nothing is open there. */
const mostRemembered = 500
const none: ReadonlySet<SshConnection> = new Set()

/**
 * One SSH connection for everything that goes to the same login under the same conditions of trust. What a person is
 * asked on the way is asked once; who comes later waits for that attempt, unless it waits for a person.
 */
export class SshPool {
  readonly #deps: SshPoolDeps
  readonly #hosts = new Map<string, Host>()
  #stopped: boolean = false

  constructor(deps: SshPoolDeps) {
    this.#deps = deps
  }

  /**
   * A share of the connection to `target`, which is opened when there is none. `besides` those: a second one, for a
   * server that lets too little go over one. Throws what opening came to, or what the signal says.
   */
  async use(
    target: SshTarget,
    options: DialOptions,
    besides: ReadonlySet<SshConnection> = none,
  ): Promise<SshLease> {
    const host = this.#hostOf(await this.#deps.identify(target))
    const failed = new Set<Attempt<Live>>()
    for (;;) {
      options.signal.throwIfAborted()
      if (this.#stopped) throw new Failure('connection.not-open')
      const live = host.live.find(({ ssh }) => !besides.has(ssh))
      if (live !== undefined) return this.#share(host, live)
      const attempts = [...host.attempts]
      const mine = attempts.find((attempt) => attempt.belongsTo(options.asker))
      if (mine !== undefined) return this.#share(host, await mine.join(options))
      const theirs = attempts.find((attempt) => !attempt.asking && !failed.has(attempt))
      if (theirs === undefined) {
        const attempt = this.#attempt(host, target, options, besides)
        return this.#share(host, await attempt.join(options))
      }
      await theirs.turned(options)
      failed.add(theirs)
    }
  }

  /** Closes every connection. Idempotent; `use` throws from here on. */
  async stop(): Promise<void> {
    this.#stopped = true
    const hosts = [...this.#hosts.values()]
    for (const { attempts } of hosts) {
      for (const attempt of attempts) attempt.end(new Failure('connection.not-open'))
    }
    const live = hosts.flatMap((host) => host.live)
    for (const { ssh } of live) ssh.close()
    await Promise.all(live.map(({ ssh }) => ssh.ended))
  }

  #attempt(
    host: Host,
    target: SshTarget,
    { asker }: DialOptions,
    besides: ReadonlySet<SshConnection>,
  ): Attempt<Live> {
    const open = async (options: DialOptions) => {
      const ssh = await this.#deps.open(target, options)
      const there = host.live.find((live) => !besides.has(live.ssh))
      if (there !== undefined) {
        ssh.close() // two asked two people, and another was first
        return there
      }
      if (besides.size > 0) {
        const said = 'the host lets too little go over one SSH connection: another was made'
        this.#deps.note(said, { login: ssh.login })
      }
      return this.#adopt(host, ssh)
    }
    const attempt: Attempt<Live> = new Attempt(
      asker,
      open,
      ({ ssh }) => ssh.close(),
      this.#deps.clock,
    )
    host.attempts.add(attempt)
    void attempt.over.then(() => host.attempts.delete(attempt))
    return attempt
  }

  #adopt(host: Host, ssh: SshConnection): Live {
    const live = { ssh, leases: 0, idle: new AbortController() }
    host.live.push(live)
    void ssh.ended.then(() => {
      live.idle.abort()
      host.live.splice(host.live.indexOf(live), 1)
    })
    if (this.#stopped) ssh.close()
    return live
  }

  #share(host: Host, live: Live): SshLease {
    live.idle.abort()
    live.leases += 1
    let held = true
    return {
      ssh: live.ssh,
      known: host.known,
      get shared() {
        return live.leases > 1
      },
      release: () => {
        if (!held) return
        held = false
        live.leases -= 1
        if (live.leases === 0) void this.#closeLater(live)
      },
    }
  }

  async #closeLater(live: Live): Promise<void> {
    const { clock, linger } = this.#deps
    const idle = new AbortController()
    live.idle = idle
    if (linger > 0) await clock.sleep(linger, idle.signal)
    if (!idle.signal.aborted) live.ssh.close()
  }

  #hostOf(key: string): Host {
    const host = this.#hosts.get(key) ?? { live: [], attempts: new Set(), known: new Map() }
    // the map's order is that of use
    this.#hosts.delete(key)
    this.#hosts.set(key, host)
    if (this.#hosts.size > mostRemembered) this.#forgetOne()
    return host
  }

  #forgetOne(): void {
    const idle = [...this.#hosts].find(([, host]) => host.live.length + host.attempts.size === 0)
    if (idle !== undefined) this.#hosts.delete(idle[0])
  }
}
