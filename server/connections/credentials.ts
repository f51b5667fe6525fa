import type { Clock } from '../../lib/clock.ts'
import type { Sealer } from '../store/sealer.ts'
import type { SecretStore } from '../store/secrets.ts'
import { Keyring } from './keyring.ts'

export interface CredentialsDeps {
  secrets: SecretStore
  sealer: Sealer
  clock: Clock
}

/** What people gave to get into hosts, one keyring a connection. */
export class Credentials {
  readonly #deps: CredentialsDeps
  readonly #rings = new Map<string, Keyring>()

  constructor(deps: CredentialsDeps) {
    this.#deps = deps
  }

  of(connection: string): Keyring {
    const { secrets, sealer, clock } = this.#deps
    const known = this.#rings.get(connection)
    if (known !== undefined) return known
    const ring = new Keyring({ connection, secrets, sealer, now: () => clock.now() })
    this.#rings.set(connection, ring)
    return ring
  }

  /** The connection goes, and its records on disk with it (by the store): nothing of it is remembered. */
  forget(connection: string): void {
    this.#rings.delete(connection)
  }
}
