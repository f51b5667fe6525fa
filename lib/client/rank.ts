/** What can be jumped to: `words` is what is searched, in lower case. */
export interface Findable {
  words: string
}

/** How well one word of the query fits: the smaller the better; null: not at all. */
function closeness(words: string, word: string): number | null {
  const at = words.indexOf(word)
  if (at < 0) return null
  if (at === 0) return words.length === word.length ? 0 : 1
  return /[\p{L}\p{N}]/u.test(words[at - 1] ?? '') ? 3 : 2
}

/**
 * The best of what holds every word of the query, at most `limit`: whole names before beginnings, beginnings of words
 * before middles, shorter before longer; else the order given. An empty query finds nothing.
 */
export function rank<Entry extends Findable>(
  entries: readonly Entry[],
  query: string,
  limit: number,
): Entry[] {
  const asked = query.toLowerCase().split(/\s+/).filter(Boolean)
  if (asked.length === 0) return []
  const found: { entry: Entry; score: number }[] = []
  for (const entry of entries) {
    let score = 0
    for (const word of asked) {
      const how = closeness(entry.words, word)
      score = how === null ? Number.NaN : score + how
    }
    if (!Number.isNaN(score)) found.push({ entry, score: score * 1_000 + entry.words.length })
  }
  return found
    .sort((a, b) => a.score - b.score)
    .slice(0, limit)
    .map(({ entry }) => entry)
}
