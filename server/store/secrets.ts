import type { Database } from './database.ts'
import type { SecretTable } from './tables.ts'

export type SecretRecord = SecretTable
/** Text that only a key opens, and which key that is. */
export type Sealed = Pick<SecretRecord, 'keyId' | 'sealed'>

/** Sealed credentials. Removing a connection removes its own. */
export const secretStore = (db: Database) => ({
  /** Oldest first. */
  of: (connection: string): Promise<SecretRecord[]> =>
    db
      .selectFrom('secrets')
      .selectAll()
      .where('connection', '=', connection)
      .orderBy('createdAt')
      .orderBy('id')
      .execute(),

  /** Those that another key than this one seals. */
  notBy: (keyId: string): Promise<SecretRecord[]> =>
    db.selectFrom('secrets').selectAll().where('keyId', '!=', keyId).execute(),

  async insert(record: SecretRecord): Promise<void> {
    await db.insertInto('secrets').values(record).execute()
  },

  async reseal(id: string, sealed: Sealed): Promise<void> {
    await db.updateTable('secrets').set(sealed).where('id', '=', id).execute()
  },

  async remove(id: string): Promise<void> {
    await db.deleteFrom('secrets').where('id', '=', id).execute()
  },
})
export type SecretStore = ReturnType<typeof secretStore>
