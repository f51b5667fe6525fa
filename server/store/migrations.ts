import type { Kysely } from 'kysely'
import * as first from './migrations/0001-first.ts'
import * as secrets from './migrations/0002-secrets.ts'

/** In order, for ever: a migration that was released is never edited, a later one corrects it. */
const migrations: readonly { name: string; up(db: Kysely<unknown>): Promise<void> }[] = [
  { name: '0001-first', ...first },
  { name: '0002-secrets', ...secrets },
]

interface Applied {
  migrations: { name: string; at: number }
}

/**
 * Brings a database to the newest shape, each step and its record in one transaction: a step that fails
 * leaves nothing behind. Refuses a database that a newer release has already changed.
 */
export async function migrate(db: Kysely<unknown>): Promise<void> {
  const log = db as unknown as Kysely<Applied>
  await log.schema
    .createTable('migrations')
    .ifNotExists()
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute()
  const applied = (await log.selectFrom('migrations').select('name').execute()).map((m) => m.name)
  const unknown = applied.filter((name) => migrations.every((known) => known.name !== name))
  if (unknown.length > 0) {
    throw new Error(`The database was written by a newer release (it has ${unknown.join(', ')}).`)
  }
  for (const { name, up } of migrations) {
    if (applied.includes(name)) continue
    await log.transaction().execute(async (step) => {
      await up(step as unknown as Kysely<unknown>)
      await step.insertInto('migrations').values({ name, at: Date.now() }).execute()
    })
  }
}
