import { once } from 'node:events'
import type { Duplex } from 'node:stream'
import type { ClientChannel } from 'ssh2'
import type { Clock } from '../../../lib/clock.ts'
import type { Failure } from '../../../lib/failure.ts'
import { sshTrouble } from '../../../lib/libvirt/troubles/ssh.ts'
import type { Bytes, Milliseconds } from '../../../lib/units.ts'
import { type Done, openChannel } from './open-ssh-channel.ts'
import { hungUp, troubleOf } from './open-ssh-failure.ts'
import type { LoggedIn } from './open-ssh-handshake.ts'
import { watchLife } from './open-ssh-life.ts'
import type { FarEnd, FarProgram, SshConnection } from './ssh-connection.ts'

const silence: Milliseconds = 14_000
const forGoodbye: Milliseconds = 1_000
/** ssh2 lets a far side send more than the 2 MiB it was given leave for; nobody else does. */
const mostUnread: Bytes = 8 * 1024 * 1024
const mostErrors: Bytes = 4_096

/** A login that stands. Its owner closes it; it ends by itself when the far side does, or is silent for 14 s. */
export class OpenedSsh implements SshConnection {
  readonly login: string
  readonly method: string
  readonly banner: string | null
  readonly ended: Promise<Failure | null>
  readonly #made: LoggedIn
  readonly #stream: Duplex
  readonly #clock: Clock
  readonly #channels = new Set<ClientChannel>()
  readonly #over = new AbortController()
  #end: (why: Failure | null) => void = () => {}

  constructor(login: string, made: LoggedIn, { stream, clock }: { stream: Duplex; clock: Clock }) {
    this.login = login
    this.method = made.method
    this.banner = made.banner
    this.#made = made
    this.#stream = stream
    this.#clock = clock
    this.ended = new Promise((resolve) => {
      this.#end = resolve
    })
    made.client.on('error', (error) => this.#finish(troubleOf(error, 'open', 0)))
    made.client.on('close', () => this.#finish(hungUp('open', 0)))
    stream.on('data', () => this.#boundUnread())
    const { signal } = this.#over
    const dead = () =>
      this.#finish(sshTrouble('ssh-dead', `Nothing was heard for ${silence / 1000} s.`))
    void watchLife(stream, { clock, span: silence, signal }, dead)
  }

  async run(command: string, signal: AbortSignal): Promise<FarProgram> {
    let ended: Promise<FarEnd> | null = null
    const start = (done: Done) =>
      this.#made.client.exec(command, (error, channel) => {
        if (error === undefined) ended = farEnd(channel, this.ended)
        done(error, channel)
      })
    const stream = await this.#channel(start, signal)
    return { stream, ended: ended! }
  }

  toSocket(path: string, signal: AbortSignal): Promise<Duplex> {
    const { client } = this.#made
    return this.#channel((done) => client.openssh_forwardOutStreamLocal(path, done), signal)
  }

  toPort(host: string, port: number, signal: AbortSignal): Promise<Duplex> {
    const { client } = this.#made
    return this.#channel((done) => client.forwardOut('127.0.0.1', 0, host, port, done), signal)
  }

  close(): void {
    this.#finish(null)
  }

  async #channel(start: (done: Done) => void, signal: AbortSignal): Promise<ClientChannel> {
    signal.throwIfAborted()
    if (this.#over.signal.aborted) throw sshTrouble('ssh-lost', 'The SSH connection is over.')
    const channel = await openChannel(start, { signal, clock: this.#clock, over: this.ended })
    this.#channels.add(channel)
    channel.once('close', () => this.#channels.delete(channel))
    channel.on('error', () => {}) // who reads it learns of it by its close
    return channel
  }

  #boundUnread(): void {
    for (const channel of this.#channels) {
      if (channel.readableLength + channel.stderr.readableLength > mostUnread) {
        this.#finish(sshTrouble('ssh-protocol', 'The host sends more than it was given leave for.'))
      }
    }
  }

  #finish(why: Failure | null): void {
    if (this.#over.signal.aborted) return
    this.#over.abort()
    this.#end(why)
    if (why !== null) {
      this.#stream.destroy()
      return
    }
    const gone = new AbortController()
    this.#stream.once('close', () => gone.abort())
    this.#made.client.end() // says goodbye, which must still get through
    void this.#clock.sleep(forGoodbye, gone.signal).then(() => this.#stream.destroy())
  }
}

/** How a program ends, and the first of what it complains. */
function farEnd(channel: ClientChannel, over: Promise<unknown>): Promise<FarEnd> {
  const end: FarEnd = { code: null, signal: null, stderr: '' }
  let left: Bytes = mostErrors
  channel.stderr.on('data', (bytes: Buffer) => {
    end.stderr += bytes.toString('utf8', 0, Math.min(left, bytes.length))
    left = Math.max(0, left - bytes.length)
  })
  return new Promise((resolve) => {
    const settle = () => resolve(end)
    // ssh2 says that a channel is closed only to who has read all of it; nobody may want to
    const complained = once(channel.stderr, 'end')
    channel.once('exit', (code: number | null, signal?: string) => {
      end.code = code
      end.signal = signal ?? null
      void complained.then(settle)
    })
    channel.once('close', settle)
    void over.then(settle)
  })
}
