import type { Grant, Person } from '../../lib/contract/people.ts'
import type { Database } from './database.ts'

export interface PersonRecord extends Person {
  passwordHash: string
}

export const nameKey = (name: string): string => name.normalize('NFKC').trim().toLowerCase()

/** People and what they may. A name is one person's, whatever the case it is written in. */
export const peopleStore = (db: Database) => {
  const read = async (by: 'id' | 'nameKey', value: string): Promise<PersonRecord | null> => {
    const row = await db
      .selectFrom('people')
      .select(['id', 'name', 'passwordHash', 'createdAt'])
      .where(by, '=', value)
      .executeTakeFirst()
    if (row === undefined) return null
    const grants = await db
      .selectFrom('grants')
      .select(['connection', 'role'])
      .where('person', '=', row.id)
      .execute()
    return { ...row, grants }
  }

  const writeGrants = async (to: Database, person: string, grants: readonly Grant[]) => {
    await to.deleteFrom('grants').where('person', '=', person).execute()
    for (const { connection, role } of grants) {
      await to.insertInto('grants').values({ person, connection, role }).execute()
    }
  }

  return {
    byId: (id: string) => read('id', id),
    byName: (name: string) => read('nameKey', nameKey(name)),

    async all(): Promise<Person[]> {
      const people = await db
        .selectFrom('people')
        .select(['id', 'name', 'createdAt'])
        .orderBy('nameKey')
        .execute()
      const grants = await db.selectFrom('grants').selectAll().execute()
      return people.map((person) => ({
        ...person,
        grants: grants
          .filter((grant) => grant.person === person.id)
          .map(({ connection, role }) => ({ connection, role })),
      }))
    },

    /** False, and nothing written, when the name is taken. */
    insert: ({ grants, ...person }: PersonRecord): Promise<boolean> =>
      db.transaction().execute(async (step) => {
        const { numInsertedOrUpdatedRows } = await step
          .insertInto('people')
          .values({ ...person, nameKey: nameKey(person.name) })
          .onConflict((conflict) => conflict.column('nameKey').doNothing())
          .executeTakeFirstOrThrow()
        if (numInsertedOrUpdatedRows !== 1n) return false
        await writeGrants(step, person.id, grants)
        return true
      }),

    /** What is left out stays as it is. */
    update: (
      id: string,
      change: { grants?: readonly Grant[] | undefined; passwordHash?: string | undefined },
    ): Promise<void> =>
      db.transaction().execute(async (step) => {
        const { grants, passwordHash } = change
        if (passwordHash !== undefined) {
          await step.updateTable('people').set({ passwordHash }).where('id', '=', id).execute()
        }
        if (grants !== undefined) await writeGrants(step, id, grants)
      }),

    async remove(id: string): Promise<void> {
      await db.deleteFrom('people').where('id', '=', id).execute()
    },
  }
}
