import {
  leftToRight,
  mappedToNothing,
  otherSpaces,
  prohibited,
  rightToLeft,
  within,
} from './saslprep-tables.ts'

/**
 * A user name or password as RFC 4013 has it compared, or null when it may not be one: it has a character that
 * none may have, or mixes directions of writing. Code points later than Unicode 3.2 pass, as in a query.
 */
export function saslprep(text: string): string | null {
  if (plain.test(text)) return text
  const mapped = [...text].map(mapPoint).join('')
  const normal = mapped.normalize('NFKC')
  const points = [...normal].map((one) => one.codePointAt(0) as number)
  if (points.some((point) => within(prohibited, point))) return null
  return directionsAgree(points) ? normal : null
}

/** Printable ASCII is what it is. */
const plain = /^[\x20-\x7e]*$/

function mapPoint(one: string): string {
  const point = one.codePointAt(0) as number
  // The zero width space is in both tables; RFC 4013 names the spaces first.
  if (within(otherSpaces, point)) return ' '
  return within(mappedToNothing, point) ? '' : one
}

/** RFC 3454, 6: what has a letter from right to left begins and ends with one, and has none from left to right. */
function directionsAgree(points: readonly number[]): boolean {
  if (!points.some((point) => within(rightToLeft, point))) return true
  if (points.some((point) => within(leftToRight, point))) return false
  return [points[0], points.at(-1)].every((point) => within(rightToLeft, point ?? 0))
}
