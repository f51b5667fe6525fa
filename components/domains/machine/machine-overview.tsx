'use client'

import { useConnection } from '@/components/data/use-connections.ts'
import { useDomain } from '@/components/data/use-domains.ts'
import { FactsCard } from './facts-card.tsx'
import { LatelyCard } from './lately-card.tsx'
import { MachineGraphs } from './machine-graphs.tsx'
import { ScreenCard } from './screen-card.tsx'
import { ShellCard } from './shell-card.tsx'

/** A machine at a glance: how it does, what it is, what happened lately. */
export function MachineOverview({ connection, uuid }: { connection: string; uuid: string }) {
  const row = useConnection(connection)
  const domain = useDomain(connection, uuid)
  if (!row || !domain) return null
  return (
    <div className="grid grid-cols-1 items-start gap-3.5 p-4.5 max-desk:p-2.5 broad:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="grid grid-cols-1 gap-3.5">
        <MachineGraphs connection={connection} domain={domain} />
        <div className="grid grid-cols-1 items-start gap-3.5 desk:grid-cols-2">
          <LatelyCard connection={connection} uuid={uuid} />
          <ShellCard connection={row} domain={domain} />
        </div>
      </div>
      <div className="grid grid-cols-1 items-start gap-3.5 desk:max-broad:grid-cols-2">
        <ScreenCard connection={row} domain={domain} />
        <FactsCard connection={connection} domain={domain} />
      </div>
    </div>
  )
}
