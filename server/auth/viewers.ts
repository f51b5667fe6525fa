import { allows, type Person } from '../../lib/contract/people.ts'
import type { Viewer, ViewerChange } from './viewer.ts'

interface Watched {
  session: string
  person: Person
  listeners: Set<(change: ViewerChange) => void>
}

/** Everybody who watches now, so that sign-out, revocation and changed grants reach open sockets at once. */
export class Viewers {
  readonly #watched = new Set<Watched>()

  /** Sessions with an open socket. */
  get sessions(): ReadonlySet<string> {
    return new Set([...this.#watched].map(({ session }) => session))
  }

  open(session: string, person: Person): Viewer {
    const watched: Watched = { session, person, listeners: new Set() }
    return {
      get person() {
        return watched.person
      },
      may: (needs, connection) => allows(watched.person.grants, needs, connection),
      onChange: (listener) => {
        this.#watched.add(watched)
        watched.listeners.add(listener)
        return () => {
          watched.listeners.delete(listener)
          if (watched.listeners.size === 0) this.#watched.delete(watched)
        }
      },
    }
  }

  granted(person: Person): void {
    for (const watched of this.#of((one) => one.person.id === person.id)) {
      watched.person = person
      for (const listener of [...watched.listeners]) listener('grants')
    }
  }

  endSession(session: string): void {
    this.#end((one) => one.session === session)
  }

  /** All of a person's but the session `keep`. */
  endPerson(person: string, keep: string | null = null): void {
    this.#end((one) => one.person.id === person && one.session !== keep)
  }

  #end(which: (watched: Watched) => boolean): void {
    for (const watched of this.#of(which)) {
      this.#watched.delete(watched)
      watched.person = { ...watched.person, grants: [] }
      for (const listener of [...watched.listeners]) listener('ended')
    }
  }

  #of(which: (watched: Watched) => boolean): Watched[] {
    return [...this.#watched].filter(which)
  }
}
