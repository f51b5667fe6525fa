import type { AnyAuthMethod } from 'ssh2'
import type { DialOptions } from '../transport.ts'
import type { Unusable } from './identities.ts'
import type { SshSettings } from './ssh-config-settings.ts'

/** What the ways to log in share while one login lasts. */
export interface LoginContext extends Pick<DialOptions, 'asker' | 'signal'> {
  settings: SshSettings
  user: string
  uid: number
  /** user@host, as a person knows it. */
  subject: string
  /** auth.conf's password for this host; null when it has none. */
  filed: string | null
  /** What is being tried, for a person. */
  trying: string
  /** What was tried in vain. */
  tried: string[]
  /** What was accepted already, when more than one thing is wanted. */
  steps: string[]
  /** What could not be tried. */
  unusable: Unusable[]
  /** Public keys that were shown already, base64. */
  shown: Set<string>
  /** How many passwords and answers were wrong. */
  wrong: number
  /** The methods that the host named last. */
  left: readonly string[]
  /** Ends the login for a reason that comes up while the host waits for an answer. */
  giveUp(cause: unknown): void
}

/** Passwords, answers and passphrases that are wrong: after so many nobody is asked again. */
export const mostWrong = 3

/** What became of one way in; `null` in place of a step: it led nowhere. */
export interface Outcome {
  /** SSH's names of the methods that may still be used. */
  left: readonly string[]
  /** It was accepted, and something else is wanted besides. */
  stepped: boolean
}

/** Yields one thing to try after another, and is told what became of it; returns the step it made, or null. */
export type Tries = AsyncGenerator<AnyAuthMethod, Outcome | null, Outcome>
