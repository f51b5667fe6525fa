import type { Clock } from '../../lib/clock.ts'
import type { Milliseconds } from '../../lib/units.ts'
import { frameOf } from './frame.ts'

/** KEEPALIVE_PROGRAM: "keep" (src/rpc/virkeepaliveprotocol.x). */
export const keepaliveProgram = 0x6b656570
const ping = 1
const pong = 2

const packet = (procedure: number) =>
  frameOf({ program: keepaliveProgram, procedure, type: 'message', serial: 0, status: 'ok' })

export interface KeepaliveOptions {
  /** Silence before we ask, and between two questions. */
  interval: Milliseconds
  /** Questions without an answer before the host counts as gone. */
  count: number
}

/** Both sides of libvirt's keepalive: always answers, and asks when options say so. */
export class Keepalive {
  readonly #send: (frame: Buffer) => void
  readonly #deaf: () => boolean
  /** How often anything came. */
  #news = 0

  /** While `deaf()`, we do not read ourselves (back-pressure), and silence says nothing of the host. */
  constructor(send: (frame: Buffer) => void, deaf: () => boolean) {
    this.#send = send
    this.#deaf = deaf
  }

  /** Anything came, a pong or not. */
  heard(): void {
    this.#news += 1
  }

  receive(procedure: number): void {
    if (procedure === ping) this.#send(packet(pong))
  }

  /** Asks until `signal` aborts (resolves true) or the host has been silent too long (false). */
  async watch(options: KeepaliveOptions, clock: Clock, signal: AbortSignal): Promise<boolean> {
    for (let unanswered = 0; unanswered <= options.count; unanswered++) {
      const before = this.#news
      await clock.sleep(options.interval, signal)
      if (signal.aborted) return true
      if (this.#news !== before || this.#deaf()) unanswered = -1
      else if (unanswered < options.count) this.#send(packet(ping))
    }
    return false
  }

  /** Asks once, now; resolves with whether anything came within `patience`, or `signal` aborted. */
  async probe(patience: Milliseconds, clock: Clock, signal: AbortSignal): Promise<boolean> {
    const before = this.#news
    this.#send(packet(ping))
    await clock.sleep(patience, signal)
    return signal.aborted || this.#news !== before || this.#deaf()
  }
}
