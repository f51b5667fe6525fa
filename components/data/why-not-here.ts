import type { LinkState } from '@/lib/client/live-socket.ts'
import type { ConnectionRow } from '@/lib/contract/live.ts'
import type { Permission } from '@/lib/contract/people.ts'
import { allows, type Grant } from '@/lib/contract/permission.ts'
import { failureKinds } from '@/lib/failure.ts'

export interface Standing {
  connection: ConnectionRow | null | undefined
  /** null while it is not known yet who is signed in. */
  grants: readonly Grant[] | null
  link: LinkState
}

/** Everything that can keep a person from changing a host whatever the change is, the nearest cause first; null when nothing does. */
export function whyNotHere(
  needs: Permission,
  { connection, grants, link }: Standing,
): string | null {
  if (!connection) return failureKinds['connection.missing'].say
  if (grants === null) return 'Your role is not known yet.'
  if (!allows(grants, needs, connection.id)) return failureKinds['permission.denied'].say
  if (link.phase !== 'open') return failureKinds['server.unreachable'].say
  if (connection.state.phase !== 'open') return failureKinds['connection.not-open'].say
  if (connection.readOnly) return failureKinds['host.read-only'].say
  return null
}
