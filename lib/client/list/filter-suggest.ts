import { type FilterField, filterFields } from './filter-parse.ts'
import { filterTerm } from './filter-text.ts'
import { fold } from './fold.ts'
import { stateFilters } from './state-filter.ts'

export interface Suggestion {
  /** What the last word of the draft becomes. */
  text: string
  /** A sentence about it, or empty. */
  about: string
  /** A value finishes the part; a field still wants one. */
  finished: boolean
}

/** What a list holds that a field could ask for; the caller knows its own connections and machines. */
export type KnownValues = Partial<Record<FilterField, readonly string[]>>

const limit = 8
const fixed: KnownValues = {
  state: Object.keys(stateFilters).slice(0, 9),
  autostart: ['yes', 'no'],
}

const lastWord = /(?:^|\s)(-?)([^\s"]*)$/

function valuesOf(field: FilterField, value: string, known: KnownValues): Suggestion[] {
  const values = fixed[field] ?? known[field] ?? []
  return values
    .filter((one) => fold(one).startsWith(value) && fold(one) !== value)
    .slice(0, limit)
    .map((one) => ({ text: filterTerm(field, one), about: '', finished: true }))
}

const isField = (word: string): word is FilterField => Object.hasOwn(filterFields, word)

/** How the word being typed could go on: a field's name, or one of the values a named field can have. */
export function suggestFilter(draft: string, known: KnownValues): Suggestion[] {
  const [, minus = '', word = ''] = lastWord.exec(draft) ?? []
  const colon = word.indexOf(':')
  const before = word.slice(0, colon).toLowerCase()
  const found =
    colon > 0
      ? isField(before)
        ? valuesOf(before, fold(word.slice(colon + 1)), known)
        : []
      : Object.entries(filterFields)
          .filter(([field]) => field.startsWith(word.toLowerCase()))
          .map(([field, about]) => ({ text: `${field}:`, about, finished: false }))
  return found.map((one) => ({ ...one, text: `${minus}${one.text}` }))
}

/** The draft with its last word replaced. A finished part is followed by a space, which makes it a chip. */
export const acceptSuggestion = (draft: string, { text, finished }: Suggestion): string =>
  `${draft.replace(/\S*$/, '')}${text}${finished ? ' ' : ''}`
