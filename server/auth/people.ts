import type { Clock } from '../../lib/clock.ts'
import { allows, type Grant, type Person } from '../../lib/contract/people.ts'
import { Failure } from '../../lib/failure.ts'
import { newId } from '../store/new-id.ts'
import type { PersonRecord } from '../store/people.ts'
import type { Store } from '../store/store.ts'
import type { Passwords } from './passwords.ts'
import type { Sessions } from './sessions.ts'
import type { Viewers } from './viewers.ts'

const administratesAll = ({ grants }: Pick<Person, 'grants'>): boolean =>
  allows(grants, 'administer', null)

const everything: Grant[] = [{ connection: null, role: 'administrator' }]

export interface PeopleDeps {
  store: Pick<Store, 'people' | 'connections'>
  clock: Clock
  passwords: Passwords
  sessions: Sessions
  viewers: Viewers
}

/** People and what they may, with the rules: names are unique, grants name connections that exist, one administrator stays. */
export class People {
  readonly #deps: PeopleDeps
  #last: Promise<unknown> = Promise.resolve()

  constructor(deps: PeopleDeps) {
    this.#deps = deps
  }

  all(): Promise<Person[]> {
    return this.#deps.store.people.all()
  }

  async isKnown(name: string): Promise<boolean> {
    return (await this.#deps.store.people.byName(name)) !== null
  }

  async hasAdministrator(): Promise<boolean> {
    return (await this.all()).some(administratesAll)
  }

  async create(wanted: { name: string; password: string; grants: Grant[] }): Promise<Person> {
    await this.#checkGrants(wanted.grants)
    return this.#add(wanted.name, await this.#deps.passwords.hash(wanted.password), wanted.grants)
  }

  /** Grants are replaced as a whole; a new password signs the person out everywhere. */
  async update(id: string, change: { grants: Grant[]; password?: string | undefined }) {
    await this.#checkGrants(change.grants)
    const passwordHash =
      change.password === undefined ? undefined : await this.#deps.passwords.hash(change.password)
    return this.#inTurn(async () => {
      const { passwordHash: _, ...before } = await this.#find(id)
      const person: Person = { ...before, grants: change.grants }
      if (!administratesAll(person)) await this.#keepAnAdministrator(id)
      await this.#deps.store.people.update(id, { grants: change.grants, passwordHash })
      if (passwordHash !== undefined) await this.#deps.sessions.endAll(id)
      this.#deps.viewers.granted(person)
      return person
    })
  }

  remove(id: string): Promise<void> {
    return this.#inTurn(async () => {
      await this.#find(id)
      await this.#keepAnAdministrator(id)
      await this.#deps.store.people.remove(id)
      await this.#deps.sessions.endAll(id)
    })
  }

  /** Their own: the session that asks stays, every other one ends. */
  async setPassword(id: string, password: string, here: string): Promise<void> {
    await this.#deps.store.people.update(id, {
      passwordHash: await this.#deps.passwords.hash(password),
    })
    await this.#deps.sessions.endAll(id, here)
  }

  /** Whoever holds a one-time link: a new administrator, or somebody known with a new password and all rights. */
  restore(name: string, passwordHash: string): Promise<Person> {
    return this.#inTurn(async () => {
      const known = await this.#deps.store.people.byName(name)
      if (known === null) return this.#add(name, passwordHash, everything)
      await this.#deps.store.people.update(known.id, { grants: everything, passwordHash })
      await this.#deps.sessions.endAll(known.id)
      return { id: known.id, name: known.name, createdAt: known.createdAt, grants: everything }
    })
  }

  async #add(name: string, passwordHash: string, grants: Grant[]): Promise<Person> {
    const person: Person = { id: newId(), name, grants, createdAt: this.#deps.clock.now() }
    if (!(await this.#deps.store.people.insert({ ...person, passwordHash }))) {
      throw new Failure('person.exists', name)
    }
    return person
  }

  async #find(id: string): Promise<PersonRecord> {
    const person = await this.#deps.store.people.byId(id)
    if (person === null) throw new Failure('person.missing')
    return person
  }

  async #keepAnAdministrator(leaving: string): Promise<void> {
    const others = (await this.all()).filter(({ id }) => id !== leaving)
    if (!others.some(administratesAll)) throw new Failure('person.last-administrator')
  }

  async #checkGrants(grants: readonly Grant[]): Promise<void> {
    const known = new Set((await this.#deps.store.connections.all()).map(({ id }) => id))
    const stray = grants.find(({ connection }) => connection !== null && !known.has(connection))
    if (stray !== undefined) throw new Failure('connection.missing', stray.connection)
  }

  /** One change after the other, or two administrators could each remove the other's rights at once. */
  #inTurn<T>(change: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(change)
    this.#last = turn.catch(() => undefined)
    return turn
  }
}
