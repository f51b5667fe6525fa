import type { EndpointMeta } from '../../lib/contract/endpoint.ts'
import { allows, allowsSomewhere, type Person } from '../../lib/contract/people.ts'
import { Failure } from '../../lib/failure.ts'

/**
 * The one decision, for requests, pictures and sockets alike. Throws session.missing or permission.denied.
 * `connection` is what the request names; it need not exist, so that a refusal tells nothing of it.
 */
export function authorise(
  { needs, on }: Pick<EndpointMeta, 'needs' | 'on'>,
  person: Person | null,
  connection: string | null,
): void {
  if (needs === 'anyone') return
  if (person === null) throw new Failure('session.missing')
  if (needs === 'signed-in') return
  const granted = {
    connection: () => connection !== null && allows(person.grants, needs, connection),
    any: () => allowsSomewhere(person.grants, needs),
    all: () => allows(person.grants, needs, null),
  }
  if (!granted[on]()) throw new Failure('permission.denied')
}
