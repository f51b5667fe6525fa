import { Failure } from '../../lib/failure.ts'
import type { ShownDisplay } from '../../lib/libvirt/consoles.ts'
import type { DisplayWire } from '../drivers/driver.ts'
import type { ConsoleSocket } from './console-socket.ts'
import type { DisplayQuestion, Login, RelayEnds } from './relay.ts'
import type { Relays } from './relays.ts'

/** A SPICE client has one for each of main, display, inputs, cursor, playback, record, port … */
const mostChannels = 16

export interface DisplayLookNeeds {
  dial(tls: boolean | null): Promise<DisplayWire>
  relays: Relays
  ask(question: DisplayQuestion): Promise<Login>
  mayType(): boolean
  signal: AbortSignal
}

/** One person's look at one display: its sockets, and what was typed to be let in. */
export class DisplayLook {
  readonly #needs: DisplayLookNeeds
  /** What a person gave and the display took, for further channels. It goes with this object. */
  #login: Login | null = null
  #channels = 0

  constructor(needs: DisplayLookNeeds) {
    this.#needs = needs
  }

  /** Serves the first socket, to its end. `opened` is told when the page may draw. Throws Failure. */
  async first(browser: ConsoleSocket, opened: (kind: ShownDisplay) => void): Promise<void> {
    const { relays, ask } = this.#needs
    await this.#joining(browser, (kind, ends) =>
      relays[kind].first({
        ...ends,
        ask,
        opened: (login) => {
          this.#login = login
          opened(kind)
        },
      }),
    )
  }

  /** Serves a further socket of a display that wants several, to its end. Throws Failure. */
  async channel(browser: ConsoleSocket): Promise<void> {
    if (this.#channels >= mostChannels) throw new Failure('server.busy')
    this.#channels += 1
    try {
      await this.#joining(browser, (kind, ends) => {
        const { channel } = this.#needs.relays[kind]
        if (channel === null) throw new Failure('request.invalid')
        return channel(ends)
      })
    } finally {
      this.#channels -= 1
    }
  }

  /** Whatever was dialled for it is closed at its end. */
  async #joining(
    browser: ConsoleSocket,
    join: (kind: ShownDisplay, ends: RelayEnds) => Promise<void>,
  ): Promise<void> {
    const { signal, mayType } = this.#needs
    const dialled: DisplayWire[] = []
    const redial = async (tls: boolean | null) => {
      const display = await this.#needs.dial(tls)
      dialled.push(display)
      return { ...display, password: this.#login?.password ?? display.password }
    }
    try {
      const display = await redial(null)
      await join(display.kind, { display, redial, browser, mayType, signal })
    } finally {
      for (const { wire } of dialled) wire.close()
    }
  }
}
