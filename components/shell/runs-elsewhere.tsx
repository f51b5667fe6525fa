'use client'

import { usePathname } from 'next/navigation'
import { connectionName } from '@/lib/client/connection-name.ts'
import { runsElsewhere } from '@/lib/client/elsewhere.ts'
import { useConnections } from '@/components/data/use-connections.ts'
import { useAllDomains } from '@/components/data/use-domains.ts'
import { ButtonLink } from '@/components/ui/button.tsx'
import { useParam } from './use-param.ts'

/** The same page of a machine on the host that it was moved to, where that is open; else nothing. */
export function RunsElsewhere({ connection, uuid }: { connection: string; uuid: string }) {
  const path = usePathname()
  const [console] = useParam('console')
  const connections = useConnections()
  const listings = useAllDomains()
  const there = runsElsewhere(connections ?? [], listings, { here: connection, uuid })
  if (there === null) return null
  const query = console === null ? '' : `?console=${encodeURIComponent(console)}`
  return (
    <ButtonLink tone="main" href={path.replace(connection, there.id) + query}>
      It runs on {connectionName(there)} now
    </ButtonLink>
  )
}
