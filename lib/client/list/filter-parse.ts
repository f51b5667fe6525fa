import { fold } from './fold.ts'
import { stateFilters, statesNamed } from './state-filter.ts'

/** What can stand before a colon, with the sentence that the suggestions show. */
export const filterFields = {
  name: 'Its name',
  title: 'Its title',
  state: 'running, paused, off, saved, crashed, suspended',
  tag: 'A tag of its connection',
  host: 'The host it lives on',
  connection: 'The connection’s name or address',
  os: 'What runs inside',
  address: 'An address the host knows of',
  uuid: 'The beginning of its UUID',
  autostart: 'yes or no: whether it starts with its host',
} as const
export type FilterField = keyof typeof filterFields

const aliases: Record<string, FilterField> = { conn: 'connection', ip: 'address', label: 'tag' }

export interface FilterToken {
  /** Where it stands in the text: [start, end). */
  start: number
  end: number
  negated: boolean
  /** null: free text. */
  field: FilterField | null
  /** Folded alternatives; one is enough. */
  values: string[]
  /** Why it can match nothing, as a sentence, or null. */
  problem: string | null
}

/** Longer text is cut: nobody types it, and a pasted page must not stall the list. */
export const filterLimit = 1000

function fieldNamed(word: string): FilterField | null {
  const name = word.toLowerCase()
  if (Object.hasOwn(filterFields, name)) return name as FilterField
  return Object.hasOwn(aliases, name) ? (aliases[name] ?? null) : null
}

function problemOf(field: FilterField | null, values: readonly string[]): string | null {
  const wrong = values.find(
    (value) =>
      (field === 'state' && statesNamed(value).length === 0) ||
      (field === 'autostart' && !['yes', 'no'].some((word) => word.startsWith(value))),
  )
  if (wrong === undefined) return null
  return field === 'autostart'
    ? `Autostart is yes or no, not “${wrong}”.`
    : `There is no state “${wrong}”. States: ${Object.keys(stateFilters).slice(0, 6).join(', ')}.`
}

/** One token from `start`, which is not a space: `-`? (field `:`)? then text up to a space outside quotes. */
function readToken(text: string, start: number): FilterToken {
  const negated = text[start] === '-' && /^\S/.test(text.slice(start + 1, start + 2))
  let at = negated ? start + 1 : start
  const before = /^([a-z]+):/i.exec(text.slice(at, at + 20))?.[1]
  const field = before === undefined ? null : fieldNamed(before)
  // A word before a colon that is no field is text: addresses and MACs have colons too.
  if (field !== null && before !== undefined) at += before.length + 1
  const values = ['']
  let quoted = false
  for (; at < text.length && (quoted || !/\s/.test(text.charAt(at))); at++) {
    const character = text.charAt(at)
    if (character === '"') quoted = !quoted
    else if (character === ',' && !quoted && field !== null) values.push('')
    else values[values.length - 1] += character
  }
  const folded = values.map(fold).filter((value) => value !== '')
  return { start, end: at, negated, field, values: folded, problem: problemOf(field, folded) }
}

/** The filter language: `state:running tag:web -host:oirase* "two words"`, in any order, never refused. */
export function parseFilter(text: string): FilterToken[] {
  const source = text.slice(0, filterLimit)
  const tokens: FilterToken[] = []
  for (let at = 0; at < source.length; ) {
    if (/\s/.test(source.charAt(at))) {
      at++
      continue
    }
    const token = readToken(source, at)
    tokens.push(token)
    at = token.end
  }
  return tokens
}
