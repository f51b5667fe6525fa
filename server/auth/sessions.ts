import type { Clock } from '../../lib/clock.ts'
import type { Person, SessionRow } from '../../lib/contract/people.ts'
import type { Milliseconds } from '../../lib/units.ts'
import { newId } from '../store/new-id.ts'
import type { SessionRecord, SessionStore } from '../store/sessions.ts'
import type { Store } from '../store/store.ts'
import { hashToken, newToken } from './token.ts'
import type { Viewers } from './viewers.ts'

const hour = 3_600_000

/** Without a request for this long a session ends; an open socket alone does not keep it. */
export const idleLimit: Milliseconds = 12 * hour
/** And however much it is used, after this long. */
export const ageLimit: Milliseconds = 7 * 24 * hour
/** The last use is written at most this often: a write costs a disk flush. */
const seenEvery: Milliseconds = 60_000
/** Signing in once more ends the one longest unused. */
const perPerson = 50

/** Where somebody comes from. */
export interface Place {
  address: string
  agent: string
}

export interface SignedIn {
  session: string
  person: Person
}

/** Signed-in browsers: opaque tokens in cookies, their hashes and ends in the store. */
export class Sessions {
  readonly #store: SessionStore
  readonly #people: Store['people']
  readonly #clock: Clock
  readonly #viewers: Viewers

  constructor(store: Pick<Store, 'sessions' | 'people'>, clock: Clock, viewers: Viewers) {
    this.#store = store.sessions
    this.#people = store.people
    this.#clock = clock
    this.#viewers = viewers
  }

  /** The token for the cookie; it is nowhere else. */
  async start(person: string, { address, agent }: Place): Promise<string> {
    const token = newToken()
    const now = this.#clock.now()
    await this.#store.insert({
      id: newId(),
      tokenHash: hashToken(token),
      person,
      startedAt: now,
      seenAt: now,
      endsAt: now + ageLimit,
      address: address.slice(0, 100),
      agent: agent.slice(0, 300),
    })
    for (const { id } of (await this.#store.of(person)).slice(perPerson)) await this.#end(id)
    return token
  }

  /** Who a cookie's token belongs to now, or null. Counts as use. */
  async find(token: string): Promise<SignedIn | null> {
    const session = await this.#store.byToken(hashToken(token))
    if (session === null) return null
    const now = this.#clock.now()
    if (this.#over(session, now)) {
      await this.#end(session.id)
      return null
    }
    const record = await this.#people.byId(session.person)
    if (record === null) return null
    if (now - session.seenAt >= seenEvery) await this.#store.seen(session.id, now)
    const { passwordHash: _, ...person } = record
    return { session: session.id, person }
  }

  /** A person's sessions, or everybody's, newest use first; `here` marks the one that asks. */
  async list(of: string | null, here: string): Promise<SessionRow[]> {
    const [sessions, people] = await Promise.all([
      of === null ? this.#store.all() : this.#store.of(of),
      this.#people.all(),
    ])
    const names = new Map(people.map(({ id, name }) => [id, name]))
    const now = this.#clock.now()
    return sessions
      .filter((session) => !this.#over(session, now))
      .map(({ id, person, startedAt, seenAt, address, agent }) => ({
        id,
        person: names.get(person) ?? person,
        startedAt,
        seenAt,
        address,
        agent,
        here: id === here,
      }))
  }

  /** Ends one; with `of`, only if it is that person's. Ending one that has ended is no error. */
  async revoke(id: string, of: string | null): Promise<void> {
    if (of !== null && !(await this.#store.of(of)).some((session) => session.id === id)) return
    await this.#end(id)
  }

  async endAll(person: string, keep: string | null = null): Promise<void> {
    await this.#store.removeOf(person, keep)
    this.#viewers.endPerson(person, keep)
  }

  /** Ends what has run out, sockets included. Until `signal` aborts. */
  async sweep(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const now = this.#clock.now()
      await this.#store.removeExpired(now, now - idleLimit)
      const alive = new Set((await this.#store.all()).map(({ id }) => id))
      for (const id of this.#viewers.sessions) if (!alive.has(id)) this.#viewers.endSession(id)
      await this.#clock.sleep(seenEvery, signal)
    }
  }

  #over({ endsAt, seenAt }: SessionRecord, now: Milliseconds): boolean {
    return endsAt <= now || now - seenAt > idleLimit
  }

  async #end(id: string): Promise<void> {
    await this.#store.remove(id)
    this.#viewers.endSession(id)
  }
}
