import type { ConnectionRow } from '../contract/live.ts'

/** A run of connections under a heading; null: the heading is "Connections". */
export interface ConnectionGroup {
  heading: string | null
  rows: readonly ConnectionRow[]
}

/**
 * The connections as the rail shows them: pinned ones first, then by tag (one with several tags is under its first),
 * then those without. Rows keep the order they come in; empty groups are left out.
 */
export function groupConnections(
  rows: readonly ConnectionRow[],
  pinnedUris: ReadonlySet<string>,
): readonly ConnectionGroup[] {
  const pinned = rows.filter(({ uri }) => pinnedUris.has(uri))
  const byTag = new Map<string, ConnectionRow[]>()
  const untagged: ConnectionRow[] = []
  for (const row of rows) {
    if (pinnedUris.has(row.uri)) continue
    const [tag] = row.tags
    if (tag === undefined) untagged.push(row)
    else byTag.set(tag, [...(byTag.get(tag) ?? []), row])
  }
  const tagged = [...byTag]
    .sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
    .map(([heading, members]) => ({ heading, rows: members }))
  return [{ heading: 'Pinned', rows: pinned }, ...tagged, { heading: null, rows: untagged }].filter(
    (group) => group.rows.length > 0,
  )
}
