import type { AuditRow } from '../../lib/contract/http.ts'
import type { Database } from './database.ts'

/** The rows of the audit as they lie; what chains them is known in server/audit only. Nothing here changes or removes one. */
export const auditStore = (db: Database) => ({
  async append(row: AuditRow): Promise<void> {
    await db.insertInto('audit').values(row).execute()
  },

  async last(): Promise<AuditRow | null> {
    const row = await db
      .selectFrom('audit')
      .selectAll()
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst()
    return row ?? null
  },

  /** The newest `limit` rows with an id below `before`, newest first. */
  before: (before: number, limit: number): Promise<AuditRow[]> =>
    db
      .selectFrom('audit')
      .selectAll()
      .where('id', '<', before)
      .orderBy('id', 'desc')
      .limit(limit)
      .execute(),

  /** The oldest `limit` rows with an id above `after`, oldest first. */
  after: (after: number, limit: number): Promise<AuditRow[]> =>
    db
      .selectFrom('audit')
      .selectAll()
      .where('id', '>', after)
      .orderBy('id', 'asc')
      .limit(limit)
      .execute(),
})
export type AuditStore = ReturnType<typeof auditStore>
