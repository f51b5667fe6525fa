'use client'

import { useRouter } from 'next/navigation'
import { paths } from '@/lib/paths.ts'
import { ChangeDialog } from './change-dialog.tsx'
import { useChangeDialog } from './use-change-dialog.ts'

/** The dialog that the address asks for, over any page of a machine. Whoever deletes it is led back to its host. */
export function AskedChange({ connection, uuid }: { connection: string; uuid: string }) {
  const router = useRouter()
  const { asked, close } = useChangeDialog()
  if (asked === null || asked.machine !== null) return null
  return (
    <ChangeDialog
      key={asked.change}
      connection={connection}
      uuid={uuid}
      change={asked.change}
      onClose={close}
      onDeleted={() => router.replace(paths.connection(connection))}
    />
  )
}

/** The same over a list, which goes on without the machine. */
export function AskedChangeOfRow() {
  const { asked, close } = useChangeDialog()
  if (asked === null || asked.machine === null) return null
  const { connection, uuid } = asked.machine
  return (
    <ChangeDialog
      key={`${asked.change} ${uuid}`}
      connection={connection}
      uuid={uuid}
      change={asked.change}
      onClose={close}
    />
  )
}
