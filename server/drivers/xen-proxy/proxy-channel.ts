import type { Clock } from '../../../lib/clock.ts'
import { asFailure, Failure } from '../../../lib/failure.ts'
import type { Milliseconds } from '../../../lib/units.ts'
import type { Wire } from '../../transport/transport.ts'
import { type Command, commands, type Packet, PacketReader, writePacket } from './packet.ts'

/** It has one thread for all its clients, and a xend behind it. */
const patience: Milliseconds = 15_000
/** The serials of libvirt's own client: 1 to 4095, then 0. */
const serials = 4096

/** Asks the proxy one thing after the other over one wire; any fault ends it, as it does for libvirt. */
export class ProxyChannel {
  readonly #wire: Wire
  readonly #clock: Clock
  readonly #reader = new PacketReader()
  /** Settles once: with why it is over, or with null when we closed it. */
  readonly ended: Promise<Failure | null>
  #settle: (why: Failure | null) => void = () => {}
  #over: Failure | null = null
  #serial = 0
  #waiting: { command: number; serial: number; answer(packet: Packet): void } | null = null
  #before: Promise<unknown> = Promise.resolve()

  constructor(wire: Wire, clock: Clock) {
    this.#wire = wire
    this.#clock = clock
    this.ended = new Promise((resolve) => {
      this.#settle = resolve
    })
    wire.stream.on('data', (chunk: Buffer) => this.#read(chunk))
    wire.stream.on('error', () => {}) // its close says it
    wire.stream.on('close', () => this.#end(new Failure('host.lost')))
  }

  /** Throws Failure: host.lost, host.silent, host.not-xend. */
  ask(command: Command, argument = 0): Promise<Packet> {
    const answer = this.#before.then(() => this.#ask(command, argument))
    this.#before = answer.catch(() => null)
    return answer
  }

  /** Idempotent. */
  close(): void {
    this.#end(new Failure('host.lost'), null)
  }

  async #ask(command: Command, argument: number): Promise<Packet> {
    if (this.#over !== null) throw this.#over
    this.#serial = (this.#serial + 1) % serials
    const serial = this.#serial
    const answered = new AbortController()
    const late = this.#clock.sleep(patience, answered.signal)
    void late.then(() => !answered.signal.aborted && this.#end(new Failure('host.silent')))
    try {
      const answer = new Promise<Packet>((resolve) => {
        this.#waiting = { command: commands[command], serial, answer: resolve }
      })
      this.#wire.stream.write(writePacket(command, serial, argument))
      const over = this.ended.then(() => {
        throw this.#over
      })
      return await Promise.race([answer, over])
    } finally {
      this.#waiting = null
      answered.abort()
    }
  }

  #read(chunk: Buffer): void {
    try {
      for (const packet of this.#reader.read(chunk)) this.#heard(packet)
    } catch (cause) {
      this.#end(asFailure(cause))
    }
  }

  /** One of another serial is nothing that we asked for (xenProxyCommand lets it go, too). */
  #heard(packet: Packet): void {
    if (this.#waiting?.serial !== packet.serial) return
    if (this.#waiting.command === packet.command) this.#waiting.answer(packet)
    else this.#end(new Failure('host.not-xend', 'The Xen proxy answers another question.'))
  }

  #end(failure: Failure, why: Failure | null = failure): void {
    if (this.#over !== null) return
    this.#over = failure
    this.#settle(why)
    this.#wire.close()
  }
}
