import { diffLines, linesOf, type Span, type Stretch } from './line-diff.ts'

/** Lines of the common text that somebody has replaced. */
interface Change {
  before: Span
  lines: readonly string[]
}

/**
 * What two people made of one text, in one: null where both have changed the same lines, or lines that touch, and not
 * in the same way. Line ends become line feeds.
 */
export function mergeTexts(common: string, mine: string, theirs: string): string | null {
  const lines = linesOf(common)
  const changes = inOrder(changesOf(lines, linesOf(mine)), changesOf(lines, linesOf(theirs)))
  if (changes === null) return null
  const merged: string[] = []
  let at = 0
  for (const { before, lines: put } of changes) {
    merged.push(...lines.slice(at, before.at), ...put)
    at = before.at + before.count
  }
  return [...merged, ...lines.slice(at)].join('\n')
}

function changesOf(common: readonly string[], other: readonly string[]): Change[] {
  const lines = ({ after: { at, count } }: Stretch) => other.slice(at, at + count)
  return diffLines(common, other)
    .filter(({ same }) => !same)
    .map((stretch) => ({ before: stretch.before, lines: lines(stretch) }))
}

function inOrder(mine: readonly Change[], theirs: readonly Change[]): Change[] | null {
  const all = [...mine, ...theirs].sort((a, b) => a.before.at - b.before.at)
  const kept: Change[] = []
  for (const change of all) {
    const last = kept.at(-1)
    if (last === undefined || last.before.at + last.before.count < change.before.at) {
      kept.push(change)
    } else if (!isSame(last, change)) return null
  }
  return kept
}

const isSame = (one: Change, other: Change): boolean =>
  one.before.at === other.before.at &&
  one.before.count === other.before.count &&
  one.lines.join('\n') === other.lines.join('\n')
