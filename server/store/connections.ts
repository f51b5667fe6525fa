import { z } from 'zod'
import type { Milliseconds } from '../../lib/units.ts'
import type { Database } from './database.ts'
import { flag } from './tables.ts'

export interface ConnectionRecord {
  id: string
  uri: string
  readOnly: boolean
  autoconnect: boolean
  name: string | null
  tags: string[]
  createdAt: Milliseconds
  /** The id of a person, who may since have gone. */
  createdBy: string
}
/** What is left out, or undefined, stays as it is. */
export type ConnectionChange = {
  [K in 'name' | 'autoconnect' | 'tags']?: ConnectionRecord[K] | undefined
}

const tagList = z.array(z.string())

/** Saved connections, oldest first. Removing one removes the grants on it. */
export const connectionStore = (db: Database) => ({
  async all(): Promise<ConnectionRecord[]> {
    const rows = await db
      .selectFrom('connections')
      .selectAll()
      .orderBy('createdAt')
      .orderBy('id')
      .execute()
    return rows.map((row) => ({
      ...row,
      readOnly: row.readOnly === 1,
      autoconnect: row.autoconnect === 1,
      tags: tagList.parse(JSON.parse(row.tags)),
    }))
  },

  async insert({ readOnly, autoconnect, tags, ...row }: ConnectionRecord): Promise<void> {
    await db
      .insertInto('connections')
      .values({
        ...row,
        readOnly: flag(readOnly),
        autoconnect: flag(autoconnect),
        tags: JSON.stringify(tags),
      })
      .execute()
  },

  async update(id: string, { name, autoconnect, tags }: ConnectionChange): Promise<void> {
    const change = {
      ...(name !== undefined && { name }),
      ...(autoconnect !== undefined && { autoconnect: flag(autoconnect) }),
      ...(tags !== undefined && { tags: JSON.stringify(tags) }),
    }
    if (Object.keys(change).length === 0) return
    await db.updateTable('connections').set(change).where('id', '=', id).execute()
  },

  async remove(id: string): Promise<void> {
    await db.deleteFrom('connections').where('id', '=', id).execute()
  },
})
export type ConnectionStore = ReturnType<typeof connectionStore>
