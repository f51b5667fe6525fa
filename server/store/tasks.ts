import { apiError } from '../../lib/contract/errors.ts'
import { type TaskRow, taskRow } from '../../lib/contract/live.ts'
import type { Database } from './database.ts'

/** Older ones than these are dropped at start: the audit keeps what was done for ever, this is for the drawer. */
const kept = 10_000

/** What was asked, from the click to its end. */
export const taskStore = (db: Database) => ({
  /** The newest `limit`, newest first. */
  async recent(limit: number): Promise<TaskRow[]> {
    const rows = await db
      .selectFrom('tasks')
      .selectAll()
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
      .execute()
    return rows.map((row) => ({
      ...row,
      state: taskRow.shape.state.parse(row.state),
      error: row.error === null ? null : apiError.parse(JSON.parse(row.error)),
    }))
  },

  async insert({ error, ...row }: TaskRow): Promise<void> {
    await db
      .insertInto('tasks')
      .values({ ...row, error: error === null ? null : JSON.stringify(error) })
      .execute()
  },

  async finish(
    id: string,
    { state, error, endedAt, domain }: Pick<TaskRow, 'state' | 'error' | 'endedAt' | 'domain'>,
  ): Promise<void> {
    await db
      .updateTable('tasks')
      .set({ state, endedAt, domain, error: error === null ? null : JSON.stringify(error) })
      .where('id', '=', id)
      .execute()
  },

  /** At start: what still reads as running was cut off with the process, and nobody knows how it ended. */
  async abandon(): Promise<void> {
    await db.updateTable('tasks').set({ state: 'unknown' }).where('state', '=', 'running').execute()
    const newest = db
      .selectFrom('tasks')
      .select('id')
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(kept)
    await db.deleteFrom('tasks').where('id', 'not in', newest).execute()
  },
})
