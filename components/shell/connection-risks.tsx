'use client'

import { LockOpen } from 'lucide-react'
import { useMemo } from 'react'
import type { ConnectionRow } from '@/lib/contract/live.ts'
import { wayOf } from '@/lib/libvirt/way-of.ts'
import { Icon } from '@/components/ui/icon.tsx'
import { Pill } from '@/components/ui/pill.tsx'
import { VisuallyHidden } from '@/components/ui/visually-hidden.tsx'

/** Why others may read along or answer in the host's place: none while it is not open. */
function useRisks({ uri, state }: ConnectionRow) {
  const risks = useMemo(() => wayOf(uri)?.risks ?? [], [uri])
  return state.phase === 'open' ? risks : []
}

/** The risks of an open connection, and that nothing can be changed: said for as long as it is so, not only before. */
export function ConnectionRisks({ row }: { row: ConnectionRow }) {
  const risks = useRisks(row)
  return (
    <>
      {risks.map(({ code, say }) => (
        <Pill key={say} tone="pause" why={say}>
          {code}
        </Pill>
      ))}
      {row.readOnly && (
        <Pill tone="off" why="Nothing can be changed over this connection.">
          read-only
        </Pill>
      )}
    </>
  )
}

/** The risks as one small mark, where there is room for no more. */
export function RiskMark({ row }: { row: ConnectionRow }) {
  const risks = useRisks(row)
  if (risks.length === 0) return null
  return (
    <span className="text-pause" data-tip={risks.map(({ say }) => say).join(' ')}>
      <Icon of={LockOpen} size={14} />
      <VisuallyHidden>{risks.map(({ code }) => code).join(', ')}</VisuallyHidden>
    </span>
  )
}
