import type { DomainRow } from '@/lib/contract/live.ts'

/** What a cell draws from: strings and the row itself, so that a row that did not change is not drawn again. */
export interface CellProps {
  connection: string
  /** The connection's name and tags, for the columns that show them. */
  place: string
  tags: string
  domain: DomainRow
}
