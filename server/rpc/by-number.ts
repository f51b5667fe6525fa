import { type EventName, events, type ProcedureName, procedures } from './protocol.ts'
import type { EventRow, Marks, Procedure } from './row.ts'

export interface KnownProcedure {
  name: ProcedureName
  // biome-ignore lint/suspicious/noExplicitAny: found by a number from the wire, a row can be of any type
  row: Procedure<any, any, Marks>
}

export interface KnownEvent {
  name: EventName
  // biome-ignore lint/suspicious/noExplicitAny: as above
  row: EventRow<any>
}

const keyOf = (program: number, number: number) => program * 65_536 + number

const known = <N extends string, R extends { program: number; number: number }>(
  table: Record<N, R>,
) =>
  new Map(
    Object.entries<R>(table).map(([name, row]) => [
      keyOf(row.program, row.number),
      { name: name as N, row },
    ]),
  )

const byProcedure = known<ProcedureName, KnownProcedure['row']>(procedures)
const byEvent = known<EventName, KnownEvent['row']>(events)

/** The row of a number from the wire; undefined when it is newer than our table, or nobody's. */
export const procedureAt = (program: number, number: number): KnownProcedure | undefined =>
  byProcedure.get(keyOf(program, number))

export const eventAt = (program: number, number: number): KnownEvent | undefined =>
  byEvent.get(keyOf(program, number))
