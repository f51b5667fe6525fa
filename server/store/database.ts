import { existsSync, statSync } from 'node:fs'
import { chmod, mkdir, open } from 'node:fs/promises'
import path from 'node:path'
import { Kysely, SqliteDialect } from 'kysely'
import Libsql from 'libsql'
import { migrate } from './migrations.ts'
import type { Tables } from './tables.ts'

/** Queries are written against this alone, in the SQL that SQLite and PostgreSQL share. */
export type Database = Kysely<Tables>

const fileName = 'oirase.db'

/** Another process (the command line) may hold the write lock for a moment. */
const busyTimeout = 5_000

/** By hand, because Node's own `recursive` spins for ever where a folder cannot be, as below /proc (seen on 20.20). */
async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o700 })
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === 'EEXIST' && statSync(folder).isDirectory()) return
    const parent = path.dirname(folder)
    if (code !== 'ENOENT' || parent === folder || existsSync(parent)) throw cause
    await makeFolder(parent)
    await mkdir(folder, { mode: 0o700 })
  }
}

/**
 * Opens the database in `folder`, creating both when missing. Only the owner may look: the folder is 0700 and
 * the file 0600, which SQLite hands on to its -wal and -shm. A commit that returned has reached the disk.
 */
export async function openDatabase(folder: string): Promise<Database> {
  await makeFolder(folder)
  await chmod(folder, 0o700)
  const file = path.join(folder, fileName)
  const handle = await open(file, 'a', 0o600)
  await handle.chmod(0o600)
  await handle.close()

  const libsql = new Libsql(file, { timeout: busyTimeout })
  libsql.exec(`pragma journal_mode = wal`)
  libsql.exec(`pragma synchronous = full`)
  libsql.exec(`pragma foreign_keys = on`)
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: libsql }) })
  try {
    await migrate(db as unknown as Kysely<unknown>)
  } catch (cause) {
    await db.destroy()
    throw cause
  }
  return db
}
