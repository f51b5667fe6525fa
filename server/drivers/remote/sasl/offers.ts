import { type MechanismName, mechanismRow } from './choose.ts'

/** Hosts remembered; the one heard of longest ago is forgotten first. */
const most = 1_000

/** The strongest mechanism each host has been seen to take: a host that later wants less may be somebody else. */
export class Offers {
  readonly #seen = new Map<string, MechanismName>()

  /** The host took credentials by `name`. */
  note(host: string, name: MechanismName): void {
    if (!mechanismRow(name).proves) return
    this.#seen.delete(host)
    this.#seen.set(host, name)
    if (this.#seen.size <= most) return
    for (const oldest of this.#seen.keys()) {
      this.#seen.delete(oldest)
      return
    }
  }

  /** By what the host once proved itself, when `name` would now show it the password; else null. */
  better(host: string, name: MechanismName): MechanismName | null {
    return mechanismRow(name).proves ? null : (this.#seen.get(host) ?? null)
  }
}
