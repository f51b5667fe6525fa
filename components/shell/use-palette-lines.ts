'use client'

import { usePathname } from 'next/navigation'
import { useMemo } from 'react'
import { useWhyNotAction } from '@/components/data/use-action.ts'
import { useWhyNotChange } from '@/components/data/use-change.ts'
import { useConnections } from '@/components/data/use-connections.ts'
import { useAllDomains } from '@/components/data/use-domains.ts'
import { useLive } from '@/components/data/use-live.ts'
import { useMay } from '@/components/data/use-may.ts'
import {
  actionEntries,
  changeEntries,
  connectionEntries,
  consoleEntry,
  machineEntries,
  type PaletteEntry,
  pageEntries,
  paletteLines,
} from './palette-entries.ts'

const onMachine = /^\/connections\/([^/]+)\/domains\/([^/]+)/

/** What can be done to the machine whose page is open; nothing elsewhere. */
function useOpenMachine(): PaletteEntry[] {
  const [, connection = '', uuid = ''] = onMachine.exec(usePathname()) ?? []
  const row = useLive(({ connections }) => connections?.get(connection))
  const domain = useLive(({ listings }) => listings.get(connection)?.domains.get(uuid))
  const why = useWhyNotAction()
  const whyNot = useWhyNotChange()
  return useMemo(
    () =>
      row && domain
        ? [
            consoleEntry(connection, domain),
            ...actionEntries(connection, domain, (action) => why(action, row, domain)),
            ...changeEntries(connection, domain, (change) => whyNot(change, row, domain)),
          ]
        : [],
    [connection, row, domain, why, whyNot],
  )
}

/** What the palette shows for a query, kept up to date while it is open. */
export function usePaletteLines(query: string): PaletteEntry[] {
  const administers = useMay('administer')
  const actions = useOpenMachine()
  const rows = useConnections()
  const listings = useAllDomains()
  const connections = useLive((state) => state.connections)
  // opening does not wait for ten thousand lines that nobody has asked for yet; the first letter does
  const asked = query.trim() !== ''
  const machines = useMemo(
    () => (asked ? machineEntries({ connections, listings }) : []),
    [asked, connections, listings],
  )
  const near = useMemo(
    () => [...actions, ...pageEntries(administers), ...connectionEntries(rows ?? [])],
    [actions, administers, rows],
  )
  return useMemo(() => paletteLines(query, near, machines), [query, near, machines])
}
