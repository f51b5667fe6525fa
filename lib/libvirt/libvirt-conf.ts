export type ConfValue = string | number | readonly ConfValue[]

export type ConfReading =
  | { ok: true; values: ReadonlyMap<string, ConfValue> }
  | { ok: false; line: number; error: string }

/** Values nest no deeper than this; libvirt's own reader has no lists in lists worth having either. */
const deepest = 8

/**
 * Reads libvirt's configuration syntax (src/util/virconf.c): `key = value` with strings in `"` or `'` on one
 * line, `"""` over several, integers, and lists in brackets (which may span lines but hold no comments). One
 * setting a line, `#` begins a comment, and of equal keys the first counts.
 */
export function readConf(text: string): ConfReading {
  const cursor = { text, at: 0 }
  const values = new Map<string, ConfValue>()
  try {
    for (skipAll(cursor); cursor.at < text.length; skipAll(cursor)) {
      const [key, value] = readSetting(cursor)
      if (!values.has(key)) values.set(key, value)
    }
    return { ok: true, values }
  } catch (cause) {
    if (!(cause instanceof Trouble)) throw cause
    return { ok: false, line: text.slice(0, cause.at).split('\n').length, error: cause.message }
  }
}

interface Cursor {
  text: string
  at: number
}

/** Ends a reading; never leaves this file. */
class Trouble extends Error {
  readonly at: number
  constructor(at: number, message: string) {
    super(message)
    this.at = at
  }
}

function readSetting(cursor: Cursor): [string, ConfValue] {
  const key = take(cursor, /[A-Za-z][A-Za-z0-9_]*/y)
  if (key === null) throw new Trouble(cursor.at, 'expecting a name')
  take(cursor, blanks)
  if (take(cursor, /=/y) === null) throw new Trouble(cursor.at, 'expecting an assignment')
  take(cursor, blanks)
  const value = readValue(cursor, 0)
  take(cursor, blanks)
  take(cursor, comment)
  if (cursor.at < cursor.text.length && take(cursor, /[\r\n]/y) === null) {
    throw new Trouble(cursor.at, 'expecting a separator')
  }
  return [key, value]
}

function readValue(cursor: Cursor, depth: number): ConfValue {
  if (depth > deepest) throw new Trouble(cursor.at, 'lists nest too deep')
  const next = cursor.text[cursor.at]
  if (next === '"' || next === "'") return readString(cursor, next)
  if (next === '[') return readList(cursor, depth)
  const digits = take(cursor, /[+-]?\d+/y)
  if (digits === null) throw new Trouble(cursor.at, 'expecting a value')
  return Number(digits)
}

function readString(cursor: Cursor, quote: string): string {
  const long = quote === '"' && cursor.text.startsWith('"""', cursor.at)
  const mark = long ? '"""' : quote
  const start = cursor.at + mark.length
  const end = cursor.text.indexOf(mark, start)
  const body = end < 0 ? null : cursor.text.slice(start, end)
  if (body === null || (!long && /[\r\n]/.test(body))) {
    throw new Trouble(start, 'unterminated string')
  }
  cursor.at = end + mark.length
  return body
}

function readList(cursor: Cursor, depth: number): ConfValue[] {
  const list: ConfValue[] = []
  cursor.at++
  take(cursor, space)
  while (take(cursor, /\]/y) === null) {
    if (list.length > 0) {
      if (take(cursor, /,/y) === null) throw new Trouble(cursor.at, 'expecting a separator in list')
      take(cursor, space)
      if (take(cursor, /\]/y) !== null) return list
    }
    list.push(readValue(cursor, depth + 1))
    take(cursor, space)
  }
  return list
}

const blanks = /[ \t]*/y
const space = /[ \t\r\n]*/y
const comment = /#[^\r\n]*/y

function skipAll(cursor: Cursor): void {
  do take(cursor, space)
  while (take(cursor, comment) !== null)
}

function take(cursor: Cursor, part: RegExp): string | null {
  part.lastIndex = cursor.at
  const found = part.exec(cursor.text)?.[0] ?? null
  cursor.at += found?.length ?? 0
  return found
}
