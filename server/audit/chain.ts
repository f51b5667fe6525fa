import { createHash } from 'node:crypto'
import type { AuditRow } from '../../lib/contract/http.ts'

/** What the first row follows. */
export const genesis = '0'.repeat(64)

/** SHA-256 over the hash before and every field in a fixed order: changing, moving or removing a row shows in all later ones. */
export const chainHash = (before: string, row: Omit<AuditRow, 'hash'>): string => {
  const { id, at, person, address, verb, subject, result, detail } = row
  const fields = JSON.stringify([before, id, at, person, address, verb, subject, result, detail])
  return createHash('sha256').update(fields).digest('hex')
}

/** The hash that the next row follows, or null when these rows (oldest first) do not follow `before`. */
export function followChain(
  before: { id: number; hash: string },
  rows: readonly AuditRow[],
): { id: number; hash: string } | null {
  let last = before
  for (const row of rows) {
    if (row.id !== last.id + 1 || row.hash !== chainHash(last.hash, row)) return null
    last = { id: row.id, hash: row.hash }
  }
  return last
}
