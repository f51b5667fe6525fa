import { type FilterField, parseFilter } from './filter-parse.ts'

/** The filter as its box shows it: finished `field:value` parts as chips, the rest as the text being typed. */
export interface FilterParts {
  chips: string[]
  draft: string
}

/** A part becomes a chip once it has a value and something follows it; `settled` ends the last one too. */
export function splitFilter(text: string, settled: boolean): FilterParts {
  const chips: string[] = []
  let draft = ''
  let from = 0
  for (const token of parseFilter(text)) {
    const finished = settled || token.end < text.length
    if (token.field === null || token.values.length === 0 || !finished) continue
    chips.push(text.slice(token.start, token.end))
    draft += text.slice(from, token.start)
    from = token.end
  }
  draft += text.slice(from)
  return {
    chips: [...new Set(chips)],
    draft: chips.length === 0 ? draft : draft.replace(/^\s+/, ''),
  }
}

export const joinFilter = ({ chips, draft }: FilterParts): string =>
  draft.trim() === '' ? chips.join(' ') : [...chips, draft].join(' ')

/** A value as the language reads it back; a quote within cannot be written, so `?` stands for it. */
const quoteValue = (value: string): string => {
  const writable = value.replaceAll('"', '?')
  return /[\s,]/.test(writable) || writable === '' ? `"${writable}"` : writable
}

export const filterTerm = (field: FilterField, value: string): string =>
  `${field}:${quoteValue(value)}`
