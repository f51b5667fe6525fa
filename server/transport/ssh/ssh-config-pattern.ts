/** Whether a pattern of ssh_config(5) matches the whole text: `*` is anything, `?` one character. */
export function matchesPattern(pattern: string, text: string): boolean {
  // by hand, not by a regular expression: many stars in one would take exponential time
  let [at, in_] = [0, 0]
  let [star, from] = [-1, 0]
  while (in_ < text.length) {
    if (pattern[at] === '*') {
      star = at++
      from = in_
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === text[in_])) {
      at++
      in_++
    } else if (star >= 0) {
      at = star + 1
      in_ = ++from
    } else return false
  }
  while (pattern[at] === '*') at++
  return at === pattern.length
}

/** Patterns of which one must match and none of those after a `!` may. */
export function matchesAny(patterns: readonly string[], text: string): boolean {
  let matched = false
  for (const pattern of patterns) {
    const negated = pattern.startsWith('!')
    if (!matchesPattern(negated ? pattern.slice(1) : pattern, text)) continue
    if (negated) return false
    matched = true
  }
  return matched
}

/** The same of patterns joined by commas (PATTERNS in ssh_config(5)). */
export const matchesList = (list: string, text: string): boolean =>
  matchesAny(list.split(','), text)
