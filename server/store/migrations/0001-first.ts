import type { Kysely } from 'kysely'

/** People and what they may, sessions, saved connections, per-person history, tasks, audit. Times are ms since the epoch. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await people(db)
  await saved(db)
  await kept(db)
}

async function people(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('people')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('nameKey', 'text', (column) => column.notNull().unique())
    .addColumn('passwordHash', 'text', (column) => column.notNull())
    .addColumn('createdAt', 'bigint', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('sessions')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('tokenHash', 'text', (column) => column.notNull().unique())
    .addColumn('person', 'text', (column) =>
      column.notNull().references('people.id').onDelete('cascade'),
    )
    .addColumn('startedAt', 'bigint', (column) => column.notNull())
    .addColumn('seenAt', 'bigint', (column) => column.notNull())
    .addColumn('endsAt', 'bigint', (column) => column.notNull())
    .addColumn('address', 'text', (column) => column.notNull())
    .addColumn('agent', 'text', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('sessionsOfPerson').on('sessions').column('person').execute()
  await db.schema
    .createTable('claims')
    .addColumn('tokenHash', 'text', (column) => column.primaryKey())
    .addColumn('purpose', 'text', (column) => column.notNull())
    .addColumn('endsAt', 'bigint', (column) => column.notNull())
    .execute()
}

async function saved(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('connections')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('uri', 'text', (column) => column.notNull())
    .addColumn('readOnly', 'integer', (column) => column.notNull())
    .addColumn('autoconnect', 'integer', (column) => column.notNull())
    .addColumn('name', 'text')
    .addColumn('tags', 'text', (column) => column.notNull())
    .addColumn('createdAt', 'bigint', (column) => column.notNull())
    .addColumn('createdBy', 'text', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('grants')
    .addColumn('person', 'text', (column) =>
      column.notNull().references('people.id').onDelete('cascade'),
    )
    .addColumn('connection', 'text', (column) =>
      column.references('connections.id').onDelete('cascade'),
    )
    .addColumn('role', 'text', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('grantsOfPerson').on('grants').column('person').execute()
  await db.schema.createIndex('grantsOnConnection').on('grants').column('connection').execute()
  await db.schema
    .createTable('history')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('person', 'text', (column) =>
      column.notNull().references('people.id').onDelete('cascade'),
    )
    .addColumn('uri', 'text', (column) => column.notNull())
    .addColumn('readOnly', 'integer', (column) => column.notNull())
    .addColumn('name', 'text')
    .addColumn('pinned', 'integer', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('error', 'text')
    .addColumn('took', 'bigint')
    .addUniqueConstraint('historyOnce', ['person', 'uri', 'readOnly'])
    .execute()
}

/** Neither refers to people or connections by key: what was done stays told after either is gone. */
async function kept(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('tasks')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('person', 'text', (column) => column.notNull())
    .addColumn('verb', 'text', (column) => column.notNull())
    .addColumn('connection', 'text')
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('domain', 'text')
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('endedAt', 'bigint')
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('error', 'text')
    .addColumn('virsh', 'text')
    .execute()
  await db.schema.createIndex('tasksByAge').on('tasks').columns(['at', 'id']).execute()
  await db.schema
    .createTable('audit')
    .addColumn('id', 'bigint', (column) => column.primaryKey())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('person', 'text')
    .addColumn('address', 'text', (column) => column.notNull())
    .addColumn('verb', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('result', 'text', (column) => column.notNull())
    .addColumn('detail', 'text')
    .addColumn('hash', 'text', (column) => column.notNull())
    .execute()
}
