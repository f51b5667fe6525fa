import { isIPv6 } from 'node:net'
import type { Clock } from '../../lib/clock.ts'
import type { Person } from '../../lib/contract/people.ts'
import { Failure } from '../../lib/failure.ts'
import type { Milliseconds } from '../../lib/units.ts'
import { nameKey } from '../store/people.ts'
import type { Store } from '../store/store.ts'
import type { Passwords } from './passwords.ts'
import type { Place, Sessions } from './sessions.ts'
import { Throttle } from './throttle.ts'

const limits = { first: 1_000, remembered: 10_000 }

/** Somebody could lock an account's owner out by trying it, so an account alone never waits long. */
const perAccount = { ...limits, free: 5, longest: 30_000 }
const perAddress = { ...limits, free: 10, longest: 15 * 60_000 }

/** Whoever has one IPv6 address has its whole /64. */
function neighbourhood(address: string): string {
  if (!isIPv6(address) || address.startsWith('::ffff:')) return address
  const [head = '', tail] = address.split('::')
  const groups = head.split(':')
  const zeros = tail === undefined ? 0 : 8 - groups.length - tail.split(':').length
  return [...groups, ...Array<string>(Math.max(zeros, 0)).fill('0')].slice(0, 4).join(':')
}

export interface Admitted {
  /** For the cookie. */
  token: string
  person: Person
}

const seconds = (span: Milliseconds) => `Try again in ${Math.ceil(span / 1000)} s.`

/** Names and passwords, each wrong one making the next wait longer. */
export class SignIn {
  readonly #store: Pick<Store, 'people'>
  readonly #passwords: Passwords
  readonly #sessions: Sessions
  readonly #accounts: Throttle
  readonly #addresses: Throttle

  constructor(
    store: Pick<Store, 'people'>,
    clock: Clock,
    passwords: Passwords,
    sessions: Sessions,
  ) {
    this.#store = store
    this.#passwords = passwords
    this.#sessions = sessions
    this.#accounts = new Throttle(clock, perAccount)
    this.#addresses = new Throttle(clock, perAddress)
  }

  /** Throws sign-in.wrong without saying which of the two is wrong, or sign-in.too-many with how long to wait. */
  async signIn(name: string, password: string, place: Place): Promise<Admitted> {
    const person = await this.confirm(name, password, place)
    return { token: await this.#sessions.start(person.id, place), person }
  }

  /** The person of that name and password, without signing anybody in: asked again before what a borrowed session must not do. */
  async confirm(name: string, password: string, place: Place): Promise<Person> {
    const account = nameKey(name)
    const address = neighbourhood(place.address)
    const wait = this.#addresses.attempt(address) || this.#accounts.attempt(account)
    if (wait > 0) throw new Failure('sign-in.too-many', seconds(wait))
    const record = await this.#store.people.byName(name)
    if (!(await this.#passwords.check(record?.passwordHash ?? null, password)) || record === null) {
      throw new Failure('sign-in.wrong')
    }
    this.#accounts.forget(account)
    this.#addresses.forgive(address)
    const { passwordHash: _, ...person } = record
    return person
  }
}
