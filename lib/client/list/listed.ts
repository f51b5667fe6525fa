import type { ConnectionRow, DomainRow } from '../../contract/live.ts'
import type { LoadMeasure } from '../loads.ts'
import type { Place } from './filter-match.ts'

/** A connection as lists need it: its row, the name a person calls it by, and its hosts' names. */
export interface ListedConnection {
  row: ConnectionRow
  place: Place
}

/** One line of a list. The key is unique over all connections: two hosts may run copies of one domain. */
export interface Listed {
  key: string
  connection: ListedConnection
  domain: DomainRow
}

export const listedKey = (connection: string, uuid: string): string => `${connection}/${uuid}`

/** The newest figure of a line, null where nothing was measured. */
export type LoadOf = (connection: string, uuid: string, measure: LoadMeasure) => number | null
