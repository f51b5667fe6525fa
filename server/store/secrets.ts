import type { Milliseconds } from '../../lib/units.ts'
import type { Database } from './database.ts'

/** Text that only a key opens (sealer.ts), and which key that is. */
export interface Sealed {
  keyId: string
  sealed: string
}

export interface SecretRecord extends Sealed {
  id: string
  connection: string
  createdAt: Milliseconds
}

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
