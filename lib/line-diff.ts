/** A stretch of lines in both texts: the same, or what stands in one's place in the other (either may be none). */
export interface Stretch {
  same: boolean
  /** Where it begins in each text and how many lines it has there; lines count from 0. */
  before: Span
  after: Span
}

export interface Span {
  at: number
  count: number
}

/** Steps the search may take: some 20 ms. Beyond it, what is left is told as one change. */
const mostSteps = 2_000_000
/** Changed lines it looks for: it remembers two numbers a line and line. */
const mostChanges = 1_500

export const linesOf = (text: string): string[] => text.split(/\r?\n/)

/**
 * How one list of lines becomes another, as stretches that follow each other without a hole, same and changed in turn.
 * The fewest changes there can be (E. Myers, An O(ND) Difference Algorithm, 1986) where the texts are alike; where they
 * are so different that this would take long, all between their common beginning and end is one change.
 */
export function diffLines(before: readonly string[], after: readonly string[]): Stretch[] {
  const start = commonStart(before, after)
  const end = commonEnd(before, after, start)
  const [a, b] = numbered(
    before.slice(start, before.length - end),
    after.slice(start, after.length - end),
  )
  const pairs = pairsOf(a, b) ?? []
  const all: Run[] = [
    { x: 0, y: 0, count: start },
    ...pairs.map(({ x, y, count }) => ({ x: x + start, y: y + start, count })),
    { x: before.length - end, y: after.length - end, count: end },
  ]
  return stretchesOf(all)
}

/** Lines that are the same in both: from `x` of the one and from `y` of the other. */
interface Run {
  x: number
  y: number
  count: number
}

/** `runs` go on to the ends of both texts. */
function stretchesOf(runs: readonly Run[]): Stretch[] {
  const found: Stretch[] = []
  let [x, y] = [0, 0]
  const add = (same: boolean, inX: number, inY: number) => {
    if (inX + inY === 0) return
    const last = found.at(-1)
    if (last?.same === same) {
      last.before.count += inX
      last.after.count += inY
    } else {
      found.push({ same, before: { at: x, count: inX }, after: { at: y, count: inY } })
    }
    x += inX
    y += inY
  }
  for (const run of runs) {
    add(false, run.x - x, run.y - y)
    add(true, run.count, run.count)
  }
  return found
}

function commonStart(a: readonly string[], b: readonly string[]): number {
  const most = Math.min(a.length, b.length)
  let count = 0
  while (count < most && a[count] === b[count]) count += 1
  return count
}

function commonEnd(a: readonly string[], b: readonly string[], start: number): number {
  const most = Math.min(a.length, b.length) - start
  let count = 0
  while (count < most && a[a.length - 1 - count] === b[b.length - 1 - count]) count += 1
  return count
}

/** Each different line as a number, so that comparing two takes one step however long they are. */
function numbered(a: readonly string[], b: readonly string[]): [Int32Array, Int32Array] {
  const numbers = new Map<string, number>()
  const number = (line: string): number => {
    const known = numbers.get(line) ?? numbers.size
    numbers.set(line, known)
    return known
  }
  return [Int32Array.from(a, number), Int32Array.from(b, number)]
}

/** The longest runs that both have in the same order, or null when that takes too long. */
function pairsOf(a: Int32Array, b: Int32Array): Run[] | null {
  if (a.length === 0 || b.length === 0) return []
  const most = Math.min(a.length + b.length, mostChanges)
  /** How far along `a` each diagonal (x − y) has come, by its number plus `most + 1`. */
  const reached = new Int32Array(2 * most + 3)
  const trail: Int32Array[] = []
  let steps = 0
  for (let changes = 0; changes <= most; changes += 1) {
    for (let diagonal = -changes; diagonal <= changes; diagonal += 2) {
      const at = diagonal + most + 1
      const down = diagonal === -changes || (diagonal !== changes && below(reached, at))
      let x = down ? (reached[at + 1] ?? 0) : (reached[at - 1] ?? 0) + 1
      const from = x
      while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) x += 1
      reached[at] = x
      steps += x - from + 1
      if (x >= a.length && x - diagonal >= b.length) return walkBack(trail, a.length, b.length)
    }
    if (steps > mostSteps) return null
    trail.push(reached.slice(most + 1 - changes, most + 2 + changes))
  }
  return null
}

const below = (reached: Int32Array, at: number): boolean =>
  (reached[at - 1] ?? 0) < (reached[at + 1] ?? 0)

/** From the end to the beginning by what each round had reached: `trail[n]` holds the diagonals −n … n. */
function walkBack(trail: readonly Int32Array[], endX: number, endY: number): Run[] {
  const runs: Run[] = []
  let [x, y] = [endX, endY]
  for (let changes = trail.length; changes > 0; changes -= 1) {
    const before = trail[changes - 1]!
    const reached = (diagonal: number): number => before[diagonal + changes - 1] ?? -1
    const diagonal = x - y
    const down =
      diagonal === -changes ||
      (diagonal !== changes && reached(diagonal - 1) < reached(diagonal + 1))
    const from = down ? reached(diagonal + 1) : reached(diagonal - 1) + 1
    if (x > from) runs.push({ x: from, y: from - diagonal, count: x - from })
    x = down ? from : from - 1
    y = x - (down ? diagonal + 1 : diagonal - 1)
  }
  if (x > 0) runs.push({ x: 0, y: 0, count: x })
  return runs.reverse()
}
