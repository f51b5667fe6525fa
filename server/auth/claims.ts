import type { Clock } from '../../lib/clock.ts'
import { Failure } from '../../lib/failure.ts'
import type { Milliseconds } from '../../lib/units.ts'
import type { ClaimPurpose } from '../store/claims.ts'
import type { Store } from '../store/store.ts'
import type { Passwords } from './passwords.ts'
import type { People } from './people.ts'
import type { Place, Sessions } from './sessions.ts'
import type { Admitted } from './sign-in.ts'
import { hashToken, newToken } from './token.ts'

const lifetime: Milliseconds = 3_600_000

/** A new one-time link's token, good for an hour; the last one made for a purpose is the only one that works. */
export async function newClaim(
  store: Pick<Store, 'claims'>,
  clock: Clock,
  purpose: ClaimPurpose,
): Promise<string> {
  const token = newToken()
  await store.claims.replace(purpose, hashToken(token), clock.now() + lifetime)
  return token
}

export interface ClaimsDeps {
  store: Pick<Store, 'claims'>
  clock: Clock
  passwords: Passwords
  people: People
  sessions: Sessions
}

/** One-time links: whoever opens one names the administrator it makes (or restores) and sets the password. */
export class Claims {
  readonly #deps: ClaimsDeps

  constructor(deps: ClaimsDeps) {
    this.#deps = deps
  }

  /** While there is no administrator: the token of a link that makes the first one. Else null. */
  async first(): Promise<string | null> {
    const { store, clock, people } = this.#deps
    if (await people.hasAdministrator()) return null
    return newClaim(store, clock, 'first')
  }

  /** Uses a link up. Throws sign-in.link-spent when it is unknown, used, too old, or not needed any more. */
  async claim(token: string, name: string, password: string, place: Place): Promise<Admitted> {
    const { store, clock, passwords, people, sessions } = this.#deps
    const tokenHash = hashToken(token)
    // asked before the costly hash, so that a wrong token costs next to nothing
    if (!(await store.claims.isGood(tokenHash, clock.now()))) {
      throw new Failure('sign-in.link-spent')
    }
    const passwordHash = await passwords.hash(password)
    const purpose = await store.claims.spend(tokenHash, clock.now())
    if (purpose === null || (purpose === 'first' && (await people.hasAdministrator()))) {
      throw new Failure('sign-in.link-spent')
    }
    const person = await people.restore(name, passwordHash)
    return { token: await sessions.start(person.id, place), person }
  }
}
