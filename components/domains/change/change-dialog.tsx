'use client'

import { useState } from 'react'
import type { DialogChange } from '@/lib/client/asked-change.ts'
import type { DomainRow } from '@/lib/contract/live.ts'
import { useConnection } from '@/components/data/use-connections.ts'
import { useDomain } from '@/components/data/use-domains.ts'
import { DeleteMachine } from './delete-machine.tsx'
import { DumpMachine } from './dump-machine.tsx'
import { MigrateMachine } from './migrate-machine.tsx'
import { RenameMachine } from './rename-machine.tsx'
import { SaveMachine } from './save-machine.tsx'

const dialogs = {
  rename: RenameMachine,
  save: SaveMachine,
  dump: DumpMachine,
  migrate: MigrateMachine,
}

/**
 * The dialog of one change of one machine. It holds the machine as it was last: one that is deleted or moves away is
 * gone before the host has said that it is done.
 */
export function ChangeDialog({
  connection,
  uuid,
  change,
  onClose,
  onDeleted = onClose,
}: {
  connection: string
  uuid: string
  change: DialogChange
  onClose: () => void
  onDeleted?: () => void
}) {
  const row = useConnection(connection)
  const domain = useDomain(connection, uuid)
  const [last, setLast] = useState<DomainRow | null>(null)
  if (domain && domain !== last) setLast(domain)
  if (!row || last === null) return null
  const props = { connection: row, domain: last, onClose }
  if (change === 'undefine') return <DeleteMachine {...props} onDeleted={onDeleted} />
  const Dialog = dialogs[change]
  return <Dialog {...props} />
}
