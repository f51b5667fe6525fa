import type { Clock } from '../../lib/clock.ts'
import type { Store } from '../store/store.ts'
import { Claims } from './claims.ts'
import { Passwords } from './passwords.ts'
import { People } from './people.ts'
import { Sessions } from './sessions.ts'
import { SignIn } from './sign-in.ts'
import { Viewers } from './viewers.ts'

/** Who gets in and what they may. */
export interface Auth {
  readonly claims: Claims
  readonly people: People
  readonly sessions: Sessions
  readonly signIn: SignIn
  readonly viewers: Viewers
}

export function openAuth(store: Store, clock: Clock): Auth {
  const passwords = new Passwords()
  const viewers = new Viewers()
  const sessions = new Sessions(store, clock, viewers)
  const people = new People({ store, clock, passwords, sessions, viewers })
  const claims = new Claims({ store, clock, passwords, people, sessions })
  const signIn = new SignIn(store, clock, passwords, sessions)
  return { claims, people, sessions, signIn, viewers }
}
