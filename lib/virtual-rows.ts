/** Where rows of different heights begin, px from the top; one more entry says where the last one ends. */
export function offsetsOf(heights: Iterable<number>): Float64Array {
  const offsets = [0]
  let end = 0
  for (const height of heights) {
    end += height
    offsets.push(end)
  }
  return Float64Array.from(offsets)
}

/** The last row that begins at or before `at`. */
function rowAt(offsets: Float64Array, at: number): number {
  let low = 0
  let high = offsets.length - 2
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((offsets[middle] ?? 0) <= at) low = middle
    else high = middle - 1
  }
  return low
}

export interface Window {
  /** What is scrolled away above, and how much is in sight, px. */
  top: number
  height: number
}

/** The rows to draw, [first, end): those in sight and `more` on each side, in steps, so that most scrolling changes nothing. */
export function rowsInSight(
  offsets: Float64Array,
  { top, height }: Window,
  more: number,
): { first: number; end: number } {
  const count = offsets.length - 1
  if (count <= 0) return { first: 0, end: 0 }
  const step = Math.max(1, more >> 1)
  const first = rowAt(offsets, Math.max(0, top)) - more
  const end = rowAt(offsets, Math.max(0, top + height)) + 1 + more
  return {
    first: Math.max(0, Math.floor(first / step) * step),
    end: Math.min(count, Math.ceil(end / step) * step),
  }
}

/**
 * How many slots hold every set of rows that can be in sight: a row in slot `index % slots` then takes over what was drawn
 * for the row that left, which costs a fraction of drawing it anew.
 */
export const slotsFor = (height: number, least: number, more: number): number =>
  Math.ceil((Math.ceil(height / least) + 1 + 3 * more + 2) / 8) * 8

/** Where to scroll so that a row is wholly in sight, `head` px of the top being covered; null when it is already. */
export function scrollFor(
  offsets: Float64Array,
  row: number,
  { top, height }: Window,
  head: number,
): number | null {
  const start = offsets[row]
  const end = offsets[row + 1]
  if (start === undefined || end === undefined) return null
  if (start < top) return start
  return end > top + height - head ? end - height + head : null
}
