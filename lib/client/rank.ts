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

/** Where an entry comes in the answer: by closeness, then the shorter; null when a word is missing. */
function placeOf({ words }: Findable, asked: readonly string[]): number | null {
  let distance = 0
  for (const word of asked) {
    const each = closeness(words, word)
    if (each === null) return null
    distance += each
  }
  return distance * 10_000 + Math.min(words.length, 9_999)
}

/**
 * The best of what holds every word of the query, at most `limit`: whole names before beginnings, beginnings of words
 * before middles, shorter before longer; else the order given. An empty query finds nothing.
 * Entries are put in as many heaps as there are places, so that ten thousand of them are never sorted.
 */
export function rank<Entry extends Findable>(
  entries: readonly Entry[],
  query: string,
  limit: number,
): Entry[] {
  const asked = query.toLowerCase().split(/\s+/).filter(Boolean)
  if (asked.length === 0) return []
  const heaps = new Map<number, Entry[]>()
  for (const entry of entries) {
    const place = placeOf(entry, asked)
    if (place === null) continue
    const heap = heaps.get(place)
    if (heap === undefined) heaps.set(place, [entry])
    else if (heap.length < limit) heap.push(entry)
  }
  const best: Entry[] = []
  for (const place of [...heaps.keys()].sort((a, b) => a - b)) {
    if (best.length >= limit) break
    best.push(...(heaps.get(place) ?? []))
  }
  return best.slice(0, limit)
}
