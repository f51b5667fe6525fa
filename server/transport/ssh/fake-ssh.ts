import { Duplex, PassThrough } from 'node:stream'
import type { Failure } from '../../../lib/failure.ts'
import { sshTrouble } from '../../../lib/libvirt/troubles/ssh.ts'
import type { FarEnd, FarProgram, SshConnection } from './ssh-connection.ts'

/** What a program of a fake host does: it may write and end by itself, and says how it ended. */
export type FakeProgram = (near: Duplex) => Promise<FarEnd> | FarEnd

export interface FakeHost {
  /** Sockets that sshd leads to. */
  sockets?: readonly string[]
  /** Sessions at once; none is refused when absent. */
  sessions?: number
  run?: (command: string) => FakeProgram
}

/** A login at a host that a test invents. What it was asked for is in `asked`, in order. */
export class FakeSsh implements SshConnection {
  readonly login = 'kim@host:22'
  readonly method = 'password'
  readonly banner = null
  readonly asked: string[] = []
  readonly ended: Promise<Failure | null>
  closed: boolean = false
  #sessions = 0
  readonly #host: FakeHost
  readonly #open = new Set<Duplex>()
  #end: (why: Failure | null) => void = () => {}

  constructor(host: FakeHost = {}) {
    this.#host = host
    this.ended = new Promise((resolve) => {
      this.#end = resolve
    })
  }

  async run(command: string): Promise<FarProgram> {
    this.asked.push(command)
    const { sessions = Number.POSITIVE_INFINITY, run } = this.#host
    if (this.#sessions >= sessions || run === undefined) throw refused()
    this.#sessions += 1
    const [near, far] = this.#pair()
    near.once('close', () => {
      this.#sessions -= 1
    })
    const ended = Promise.resolve(run(command)(far)).then((end) => {
      far.end()
      return end
    })
    return { stream: near, ended }
  }

  async toSocket(path: string): Promise<Duplex> {
    this.asked.push(path)
    if (!this.#host.sockets?.includes(path)) throw refused()
    const [near, far] = this.#pair()
    far.pipe(far) // it echoes
    return near
  }

  async toPort(): Promise<Duplex> {
    throw refused()
  }

  close(): void {
    this.fail(null)
  }

  fail(why: Failure | null): void {
    this.closed = true
    this.#end(why)
    this.hangUp()
  }

  /** Ends every channel, and not the login. */
  hangUp(): void {
    for (const stream of this.#open) stream.destroy()
  }

  #pair(): [near: Duplex, far: Duplex] {
    const there = new PassThrough()
    const back = new PassThrough()
    const near = Duplex.from({ readable: back, writable: there })
    const far = Duplex.from({ readable: there, writable: back })
    for (const stream of [near, far]) stream.on('error', () => {})
    this.#open.add(near)
    return [near, far]
  }
}

const refused = (): Failure => sshTrouble('ssh-channel-failed', 'open failed')
