/**
 * Whether `text` is matched as a whole by `pattern`, where `*` stands for any run and `?` for one character.
 * Two cursors instead of a regular expression: a pattern somebody pastes cannot make it slow.
 */
export function globMatches(pattern: string, text: string): boolean {
  let at = 0
  let from = 0
  let star = -1
  let resume = 0
  while (at < text.length) {
    if (pattern[from] === '*') {
      star = from++
      resume = at
    } else if (from < pattern.length && (pattern[from] === '?' || pattern[from] === text[at])) {
      from++
      at++
    } else if (star >= 0) {
      from = star + 1
      at = ++resume
    } else {
      return false
    }
  }
  while (pattern[from] === '*') from++
  return from === pattern.length
}

export const isGlob = (value: string): boolean => /[*?]/.test(value)
