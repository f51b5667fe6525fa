import type { Duplex } from 'node:stream'
import type { DisplaySecret } from '../../lib/contract/consoles.ts'
import type { DisplayWire } from '../drivers/driver.ts'

/** What a person gives to be let in; a display that wants a password alone is shown no name. */
export interface Login {
  user: string
  password: string
}

export interface DisplayQuestion {
  what: DisplaySecret
  /** Why what was given before will not do, in words for whoever gave it. */
  reason: string | null
}

/** One socket of a browser, and the display that it is to be joined with. */
export interface RelayEnds {
  /** Dialled, and nothing said yet. What it asks for goes no further than here. */
  display: DisplayWire
  /** Another wire to it, by its port for TLS, the plain one, or (null) the same as the first. Closed by whoever gave it. */
  redial(tls: boolean | null): Promise<DisplayWire>
  browser: Duplex
  /** Whether this browser has the keyboard and the mouse now. */
  mayType(): boolean
  signal: AbortSignal
}

/** A console's first socket, whose page can be spoken to. */
export interface FirstEnds extends RelayEnds {
  /** Asks whoever looks. Throws Failure when nobody answers. */
  ask(question: DisplayQuestion): Promise<Login>
  /** The display has let us in: the page may draw. `login` is what it took, null: nothing that a person gave. */
  opened(login: Login | null): void
}

/**
 * How a kind of display is joined to a browser. Both carry bytes until either side ends and resolve then; they throw
 * Failure when the display does not let us in or does not speak its protocol. They close nothing.
 */
export interface Relay {
  first(ends: FirstEnds): Promise<void>
  /** A further socket, let in by the `password` of the first; null: such a display takes one only. */
  channel: ((ends: RelayEnds) => Promise<void>) | null
}
