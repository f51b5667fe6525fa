/** Whether the texts of a line hold every word of a filter. */
export function matches(filter: string, ...texts: readonly (string | null)[]): boolean {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean)
  const line = texts.join(' ').toLowerCase()
  return words.every((word) => line.includes(word))
}
