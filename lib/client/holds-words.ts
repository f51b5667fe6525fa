/** Whether the texts of a line hold every word of a filter, in any order and case. */
export function holdsWords(filter: string, ...texts: readonly (string | null)[]): boolean {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean)
  const line = texts.join(' ').toLowerCase()
  return words.every((word) => line.includes(word))
}
