import type { ConnectionRow, DomainRow } from '@/lib/contract/live.ts'

/** What the dialog of every change is given. */
export interface ChangeProps {
  connection: ConnectionRow
  domain: DomainRow
  onClose: () => void
}
