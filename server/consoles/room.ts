import type { Present } from '../../lib/contract/consoles.ts'

export interface Guest {
  id: string
  person: string
  /** Never has the keyboard. */
  watches: boolean
  told(here: Present[]): void
}

/** Who looks at one console of one domain, and which of them has its keyboard and mouse. */
export class Room {
  readonly #guests = new Map<string, Guest>()
  #controls: string | null = null

  get isEmpty(): boolean {
    return this.#guests.size === 0
  }

  /** The first who may type has the keyboard. */
  enter(guest: Guest): void {
    this.#guests.set(guest.id, guest)
    if (!guest.watches) this.#controls ??= guest.id
    this.#tell()
  }

  leave(id: string): void {
    this.#guests.delete(id)
    if (this.#controls === id) this.#controls = this.#next()
    this.#tell()
  }

  mayType(id: string): boolean {
    return this.#controls === id
  }

  /** Hands the keyboard to somebody: anybody who may type may take it, and only who has it gives it away. */
  hand(by: string, to: string): void {
    const may = by === to || this.#controls === by
    const guest = this.#guests.get(to)
    if (!may || guest === undefined || guest.watches) return
    this.#controls = to
    this.#tell()
  }

  /** Whose right to type has ended. */
  restrict(id: string): void {
    const guest = this.#guests.get(id)
    if (guest === undefined || guest.watches) return
    this.#guests.set(id, { ...guest, watches: true })
    if (this.#controls === id) this.#controls = this.#next()
    this.#tell()
  }

  /** Whoever may type and is here longest. */
  #next(): string | null {
    return [...this.#guests.values()].find(({ watches }) => !watches)?.id ?? null
  }

  #tell(): void {
    const here = [...this.#guests.values()].map(({ id, person }) => ({
      ...{ id, person },
      controls: id === this.#controls,
    }))
    for (const { told } of this.#guests.values()) told(here)
  }
}
