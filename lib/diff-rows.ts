import { diffLines, type Stretch } from './line-diff.ts'

/** One line of a drawn diff. Numbers count from 1; `mark` is the part of a changed line that is another, from and to. */
export type DiffRow =
  | { kind: 'same'; text: string; before: number; after: number }
  | { kind: 'gone'; text: string; before: number; mark: [number, number] | null }
  | { kind: 'new'; text: string; after: number; mark: [number, number] | null }
  /** Lines that are the same and not worth drawing; `key` names them while neither text changes. */
  | { kind: 'folded'; key: string; rows: DiffRow[] }

/** Fewer lines than this are not worth folding. */
const leastFolded = 4

/** A diff as it is drawn: of what is the same only `around` lines stay beside each change, the rest is folded. */
export function diffRows(
  before: readonly string[],
  after: readonly string[],
  around = 3,
): DiffRow[] {
  const stretches = diffLines(before, after)
  return stretches.flatMap((stretch, at) => {
    if (!stretch.same) return changedRows(before, after, stretch)
    const rows = sameRows(before, stretch)
    const start = at === 0 ? 0 : around
    const end = at === stretches.length - 1 ? 0 : around
    const folded = rows.slice(start, rows.length - end)
    if (folded.length < leastFolded) return rows
    const key = `${stretch.before.at} ${stretch.after.at}`
    return [...rows.slice(0, start), { kind: 'folded', key, rows: folded }, ...cutEnd(rows, end)]
  })
}

/** How many lines are in the one and not in the other. */
export function countChanges(rows: readonly DiffRow[]): { gone: number; added: number } {
  const count = (wanted: DiffRow['kind']) => rows.filter(({ kind }) => kind === wanted).length
  return { gone: count('gone'), added: count('new') }
}

const cutEnd = (rows: readonly DiffRow[], count: number) => rows.slice(rows.length - count)

const sameRows = (lines: readonly string[], { before, after }: Stretch): DiffRow[] =>
  lines.slice(before.at, before.at + before.count).map((text, at) => ({
    kind: 'same',
    text,
    before: before.at + at + 1,
    after: after.at + at + 1,
  }))

function changedRows(
  before: readonly string[],
  after: readonly string[],
  stretch: Stretch,
): DiffRow[] {
  const gone = before.slice(stretch.before.at, stretch.before.at + stretch.before.count)
  const put = after.slice(stretch.after.at, stretch.after.at + stretch.after.count)
  // as many lines as before: each stands for the one in its place
  const marks = gone.length === put.length ? gone.map((line, at) => marksOf(line, put[at]!)) : []
  return [
    ...gone.map((text, at): DiffRow => {
      const mark = marks[at]?.[0] ?? null
      return { kind: 'gone', text, before: stretch.before.at + at + 1, mark }
    }),
    ...put.map((text, at): DiffRow => {
      const mark = marks[at]?.[1] ?? null
      return { kind: 'new', text, after: stretch.after.at + at + 1, mark }
    }),
  ]
}

/** What of two lines is different: all between their common beginning and end; null where they have little in common. */
function marksOf(a: string, b: string): [[number, number], [number, number]] | null {
  const most = Math.min(a.length, b.length)
  let start = 0
  while (start < most && a[start] === b[start]) start += 1
  let end = 0
  while (end < most - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1
  // not within a character of two halves
  if (isLow(a, start) || isLow(b, start)) start -= 1
  if (isLow(a, a.length - end) || isLow(b, b.length - end)) end -= 1
  const shared = a.slice(0, start).trim().length + a.slice(a.length - end).trim().length
  if (shared * 3 < Math.max(a.trim().length, b.trim().length)) return null
  return [
    [start, a.length - end],
    [start, b.length - end],
  ]
}

const isLow = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at)
  return code >= 0xdc00 && code <= 0xdfff
}
