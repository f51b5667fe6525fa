import { type ApiError, apiError } from '../../lib/contract/errors.ts'
import type { HistoryEntry } from '../../lib/contract/http.ts'
import type { Milliseconds } from '../../lib/units.ts'
import type { Database } from './database.ts'
import { newId } from './new-id.ts'
import { flag } from './tables.ts'

/** One attempt at a URI and how it ended; `error` null: it opened. */
export interface Attempt {
  uri: string
  readOnly: boolean
  at: Milliseconds
  error: ApiError | null
  took: Milliseconds | null
}

/** How many entries a person keeps that are not pinned. */
const kept = 200

/** What each person has tried to open: one entry a URI and mode, newest first. Nobody sees another's. */
export const historyStore = (db: Database) => {
  const entries = (person: string) =>
    db
      .selectFrom('history')
      .select(['id', 'uri', 'readOnly', 'name', 'pinned', 'at', 'error', 'took'])
      .where('person', '=', person)
  type Row = Awaited<ReturnType<ReturnType<typeof entries>['executeTakeFirstOrThrow']>>

  const toEntry = (row: Row): HistoryEntry => ({
    ...row,
    readOnly: row.readOnly === 1,
    pinned: row.pinned === 1,
    error: row.error === null ? null : apiError.parse(JSON.parse(row.error)),
  })

  const prune = async (person: string) => {
    const loose = db
      .selectFrom('history')
      .select('id')
      .where('person', '=', person)
      .where('pinned', '=', 0)
      .orderBy('at', 'desc')
      .orderBy('id')
      .limit(kept)
    await db
      .deleteFrom('history')
      .where('person', '=', person)
      .where('pinned', '=', 0)
      .where('id', 'not in', loose)
      .execute()
  }

  return {
    async of(person: string): Promise<HistoryEntry[]> {
      const rows = await entries(person).orderBy('at', 'desc').orderBy('id').execute()
      return rows.map(toEntry)
    },

    async record(person: string, { readOnly, error, ...attempt }: Attempt): Promise<void> {
      const ended = { ...attempt, error: error === null ? null : JSON.stringify(error) }
      await db
        .insertInto('history')
        .values({
          ...ended,
          id: newId(),
          person,
          readOnly: flag(readOnly),
          name: null,
          pinned: 0,
        })
        .onConflict((conflict) =>
          conflict.columns(['person', 'uri', 'readOnly']).doUpdateSet(ended),
        )
        .execute()
      await prune(person)
    },

    /** The entry as it is afterwards, or null when this person has none of that id. */
    async update(
      person: string,
      id: string,
      { pinned, name }: { pinned?: boolean | undefined; name?: string | null | undefined },
    ): Promise<HistoryEntry | null> {
      const change = {
        ...(pinned !== undefined && { pinned: flag(pinned) }),
        ...(name !== undefined && { name }),
      }
      if (Object.keys(change).length > 0) {
        await db
          .updateTable('history')
          .set(change)
          .where('person', '=', person)
          .where('id', '=', id)
          .execute()
      }
      const row = await entries(person).where('id', '=', id).executeTakeFirst()
      return row === undefined ? null : toEntry(row)
    },

    async forget(person: string, id: string): Promise<void> {
      await db.deleteFrom('history').where('person', '=', person).where('id', '=', id).execute()
    },

    /** Pinned entries stay. */
    async clear(person: string): Promise<void> {
      await db.deleteFrom('history').where('person', '=', person).where('pinned', '=', 0).execute()
    },
  }
}
export type HistoryStore = ReturnType<typeof historyStore>
