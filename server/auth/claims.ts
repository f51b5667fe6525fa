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

/** One-time links: whoever opens one names the administrator it makes (or restores) and sets the password. */
export class Claims {
  readonly #store: Pick<Store, 'claims'>
  readonly #clock: Clock
  readonly #passwords: Passwords
  readonly #people: People
  readonly #sessions: Sessions

  constructor(
    store: Pick<Store, 'claims'>,
    clock: Clock,
    passwords: Passwords,
    people: People,
    sessions: Sessions,
  ) {
    this.#store = store
    this.#clock = clock
    this.#passwords = passwords
    this.#people = people
    this.#sessions = sessions
  }

  /** While there is no administrator: the token of a link that makes the first one. Else null. */
  async first(): Promise<string | null> {
    if (await this.#people.hasAdministrator()) return null
    return newClaim(this.#store, this.#clock, 'first')
  }

  async claim(token: string, name: string, password: string, place: Place): Promise<Admitted> {
    const tokenHash = hashToken(token)
    // asked before the costly hash, so that a wrong token costs next to nothing
    if (!(await this.#store.claims.isGood(tokenHash, this.#clock.now()))) {
      throw new Failure('sign-in.link-spent')
    }
    const passwordHash = await this.#passwords.hash(password)
    const purpose = await this.#store.claims.spend(tokenHash, this.#clock.now())
    if (purpose === null || (purpose === 'first' && (await this.#people.hasAdministrator()))) {
      throw new Failure('sign-in.link-spent')
    }
    const person = await this.#people.restore(name, passwordHash)
    return { token: await this.#sessions.start(person.id, place), person }
  }
}
