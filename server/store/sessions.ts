import type { Milliseconds } from '../../lib/units.ts'
import type { Database } from './database.ts'
import type { SessionTable } from './tables.ts'

export type SessionRecord = SessionTable

/** Where people are signed in. What the cookie carries is never here, only its hash. */
export const sessionStore = (db: Database) => ({
  async insert(session: SessionRecord): Promise<void> {
    await db.insertInto('sessions').values(session).execute()
  },

  async byToken(tokenHash: string): Promise<SessionRecord | null> {
    const row = await db
      .selectFrom('sessions')
      .selectAll()
      .where('tokenHash', '=', tokenHash)
      .executeTakeFirst()
    return row ?? null
  },

  of: (person: string): Promise<SessionRecord[]> =>
    db
      .selectFrom('sessions')
      .selectAll()
      .where('person', '=', person)
      .orderBy('seenAt', 'desc')
      .execute(),

  all: (): Promise<SessionRecord[]> =>
    db.selectFrom('sessions').selectAll().orderBy('seenAt', 'desc').execute(),

  async seen(id: string, at: Milliseconds): Promise<void> {
    await db.updateTable('sessions').set({ seenAt: at }).where('id', '=', id).execute()
  },

  async remove(id: string): Promise<void> {
    await db.deleteFrom('sessions').where('id', '=', id).execute()
  },

  /** All of a person's sessions but `keep`. */
  async removeOf(person: string, keep: string | null = null): Promise<void> {
    const all = db.deleteFrom('sessions').where('person', '=', person)
    await (keep === null ? all : all.where('id', '!=', keep)).execute()
  },

  /** Those that ended by age, or were last seen before `seenAfter`. */
  async removeExpired(now: Milliseconds, seenAfter: Milliseconds): Promise<void> {
    await db
      .deleteFrom('sessions')
      .where((is) => is.or([is('endsAt', '<=', now), is('seenAt', '<', seenAfter)]))
      .execute()
  },
})
export type SessionStore = ReturnType<typeof sessionStore>
