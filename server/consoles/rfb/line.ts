import type { Duplex } from 'node:stream'
import type { DisplayQuestion, Login } from '../relay.ts'
import type { Minor } from './offer.ts'

/** The line to a display at the moment when somebody has to prove who they are. */
export interface Line {
  stream: Duplex
  minor: Minor
  /** Nobody reads along. */
  isSealed: boolean
  /** And nobody can be taken for the display: whoever answers may be shown a password. */
  isCertain: boolean
}

/** What is known to prove it with. */
export interface Known {
  /** What a person answered. */
  given: Login | null
  /** Of the definition. */
  password: string | null
  signal: AbortSignal
}

/** In, over this stream; or what it takes. */
export type SignedIn = { stream: Duplex } | { wants: DisplayQuestion }
