import type { Milliseconds } from '../units.ts'

/** What of spice-client (1.2) tells the agent in the guest of another size. */
export interface SizedGuest {
  agent_connected: boolean
  resize_window(
    flags: number,
    width: number,
    height: number,
    depth: number,
    x: number,
    y: number,
  ): void
}

/** Drivers of displays want widths of whole bytes of a bitmap. */
const step = 8
const least = 320
const settles: Milliseconds = 300

/** The guest's screen follows the room it is shown in, by its agent (VD_AGENT_MONITORS_CONFIG), once that stands still. */
export class FollowedSize {
  readonly #guest: SizedGuest
  #room = { width: 0, height: 0 }
  #told = ''
  #follows: boolean = false
  #timer: ReturnType<typeof setTimeout> | null = null

  constructor(guest: SizedGuest) {
    this.#guest = guest
  }

  /** In the page's pixels. */
  room(width: number, height: number): void {
    this.#room = {
      width: Math.floor(width / step) * step,
      height: Math.floor(height / step) * step,
    }
    this.#later()
  }

  follow(follows: boolean): void {
    this.#follows = follows
    if (!follows) this.#told = ''
    this.#later()
  }

  /** The agent has come, and knows nothing yet. */
  agentCame(): void {
    this.#told = ''
    this.#later()
  }

  /** Idempotent. */
  end(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    this.#follows = false
  }

  #later(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#tell(), settles)
  }

  #tell(): void {
    const { width, height } = this.#room
    const size = `${width}×${height}`
    if (!this.#follows || !this.#guest.agent_connected || size === this.#told) return
    if (width < least || height < least) return
    this.#told = size
    this.#guest.resize_window(0, width, height, 32, 0, 0)
  }
}
