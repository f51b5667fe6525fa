import type { Milliseconds } from '../../lib/units.ts'
import type { Database } from './database.ts'

/** `first` makes the first administrator; `recovery` makes or restores one later, from the server's own machine. */
export type ClaimPurpose = 'first' | 'recovery'

/** One-time sign-in links, by the hash of their token. */
export const claimStore = (db: Database) => ({
  /** A new link replaces the older ones of its purpose: only the last one printed works. */
  replace: (purpose: ClaimPurpose, tokenHash: string, endsAt: Milliseconds): Promise<void> =>
    db.transaction().execute(async (step) => {
      await step.deleteFrom('claims').where('purpose', '=', purpose).execute()
      await step.insertInto('claims').values({ purpose, tokenHash, endsAt }).execute()
    }),

  async isGood(tokenHash: string, now: Milliseconds): Promise<boolean> {
    const claim = await db
      .selectFrom('claims')
      .select('endsAt')
      .where('tokenHash', '=', tokenHash)
      .executeTakeFirst()
    return claim !== undefined && claim.endsAt > now
  },

  /** Uses the link up. The purpose of a good one, null for one that is unknown, spent or too old. */
  async spend(tokenHash: string, now: Milliseconds): Promise<ClaimPurpose | null> {
    const claim = await db
      .selectFrom('claims')
      .selectAll()
      .where('tokenHash', '=', tokenHash)
      .executeTakeFirst()
    const { numDeletedRows } = await db
      .deleteFrom('claims')
      .where('tokenHash', '=', tokenHash)
      .executeTakeFirstOrThrow()
    return claim !== undefined && numDeletedRows === 1n && claim.endsAt > now ? claim.purpose : null
  },
})
