import type { Duplex } from 'node:stream'

/** A display and a browser that are to be joined. */
export interface RelayEnds {
  display: Duplex
  browser: Duplex
  /** What the display asks for; it goes no further than here. */
  password: string | null
  /** Whether this browser has the keyboard and the mouse now. */
  mayType(): boolean
  signal: AbortSignal
}

/**
 * Lets the browser in at the display and carries bytes both ways until either ends. Resolves at that end; throws
 * Failure when the display does not let us in or does not speak its protocol. Closes neither.
 */
export type Relay = (ends: RelayEnds) => Promise<void>
