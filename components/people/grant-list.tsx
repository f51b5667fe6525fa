'use client'

import { connectionName } from '@/lib/client/connection-name.ts'
import type { Grant } from '@/lib/contract/permission.ts'
import { useConnections } from '@/components/data/use-connections.ts'

/** Grants in words: "administrator of everything", "viewer of kvm-a01". */
export function GrantList({ grants }: { grants: readonly Grant[] }) {
  const connections = useConnections()
  if (grants.length === 0) return <span className="text-muted">nothing yet</span>
  const nameOf = (id: string) => {
    const row = connections?.find((each) => each.id === id)
    return row === undefined ? 'a connection that is gone' : connectionName(row)
  }
  return grants
    .map(({ connection, role }) =>
      connection === null ? `${role} of everything` : `${role} of ${nameOf(connection)}`,
    )
    .join(', ')
}
