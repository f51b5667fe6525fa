import type { Domain } from '../../../lib/libvirt/domain.ts'
import type { Sexpr } from './sexpr.ts'

type Run = Pick<Domain, 'uuid' | 'id'>

/**
 * What was defined from here of domains while they ran. xend tells of the run alone until that has ended, and forgets
 * what was defined meanwhile when the guest restarts itself (domain_create_from_dict of XendDomain.py), so that it
 * holds for one run. At most one for each domain there is.
 */
export class SentDefinitions {
  readonly #sent = new Map<string, { id: number; definition: Sexpr }>()

  put({ uuid, id }: Run, definition: Sexpr): void {
    if (id !== null) this.#sent.set(uuid, { id, definition })
  }

  /** null: xend tells it itself, or it was defined elsewhere. */
  of({ uuid, id }: Run): Sexpr | null {
    const found = this.#sent.get(uuid)
    if (found === undefined) return null
    if (found.id === id) return found.definition
    this.#sent.delete(uuid)
    return null
  }

  /** Only those of these domains remain. */
  only(uuids: ReadonlySet<string>): void {
    for (const uuid of this.#sent.keys()) if (!uuids.has(uuid)) this.#sent.delete(uuid)
  }
}
