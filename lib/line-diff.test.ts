import { expect, test } from 'vitest'
import { diffLines, linesOf, type Stretch } from './line-diff.ts'

/** As `diff -u` would print it, without folding. */
const drawn = (before: readonly string[], after: readonly string[]): string[] =>
  diffLines(before, after).flatMap((stretch) =>
    stretch.same
      ? cut(before, stretch.before).map((line) => ` ${line}`)
      : [
          ...cut(before, stretch.before).map((line) => `-${line}`),
          ...cut(after, stretch.after).map((line) => `+${line}`),
        ],
  )

const cut = (lines: readonly string[], { at, count }: Stretch['before']) =>
  lines.slice(at, at + count)

const letters = (text: string) => [...text]
const changes = (stretches: readonly Stretch[]) =>
  stretches.reduce(
    (sum, { same, before, after }) => sum + (same ? 0 : before.count + after.count),
    0,
  )

/** The fewest changes, by the plain table of the longest common subsequence. */
function fewest(a: readonly string[], b: readonly string[]): number {
  let row = new Array<number>(b.length + 1).fill(0)
  for (const one of a) {
    const next = [0]
    b.forEach((other, at) => {
      next.push(one === other ? (row[at] ?? 0) + 1 : Math.max(row[at + 1] ?? 0, next[at] ?? 0))
    })
    row = next
  }
  return a.length + b.length - 2 * (row[b.length] ?? 0)
}

test('texts that are the same are one stretch, and two empty ones none', () => {
  expect(drawn(letters('abc'), letters('abc'))).toEqual([' a', ' b', ' c'])
  expect(diffLines([], [])).toEqual([])
})

test('a changed line is taken out and put in where it stands', () => {
  expect(drawn(letters('abcde'), letters('abXde'))).toEqual([' a', ' b', '-c', '+X', ' d', ' e'])
})

test('lines put in, taken out, at either end and everywhere', () => {
  expect(drawn(letters('bc'), letters('abcd'))).toEqual(['+a', ' b', ' c', '+d'])
  expect(drawn(letters('abcd'), letters('bc'))).toEqual(['-a', ' b', ' c', '-d'])
  expect(drawn([], letters('ab'))).toEqual(['+a', '+b'])
  expect(drawn(letters('ab'), [])).toEqual(['-a', '-b'])
  expect(drawn(letters('ab'), letters('xy'))).toEqual(['-a', '-b', '+x', '+y'])
})

test('it finds the fewest changes there can be, for thousands of small texts', () => {
  let seed = 7
  const random = (most: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((seed / 2_147_483_648) * most)
  }
  const text = () => Array.from({ length: random(12) }, () => 'abc'[random(3)]!)
  for (let round = 0; round < 3_000; round += 1) {
    const [a, b] = [text(), text()]
    const stretches = diffLines(a, b)
    expect(changes(stretches), `${a.join('')} → ${b.join('')}`).toBe(fewest(a, b))
    const rebuilt = stretches.flatMap(({ same, before, after }) =>
      same ? cut(a, before) : cut(b, after),
    )
    expect(rebuilt).toEqual(b)
    expect(stretches.flatMap(({ before }) => cut(a, before))).toEqual(a)
    for (const [at, { same }] of stretches.entries()) expect(same).not.toBe(stretches[at - 1]?.same)
  }
})

test('a long text with a few changes far apart is quick and exact', () => {
  const before = Array.from({ length: 50_000 }, (_, at) => `line ${at % 97}`)
  const after = before.map((line, at) => (at % 10_000 === 5 ? `${line}!` : line))
  expect(changes(diffLines(before, after))).toBe(10)
})

test('texts that have nothing to do with each other are one change, and take no time', () => {
  const before = Array.from({ length: 100_000 }, (_, at) => `a ${at}`)
  const after = Array.from({ length: 100_000 }, (_, at) => `b ${at}`)
  const began = performance.now()
  expect(diffLines(['first', ...before, 'last'], ['first', ...after, 'last'])).toEqual([
    { same: true, before: { at: 0, count: 1 }, after: { at: 0, count: 1 } },
    { same: false, before: { at: 1, count: 100_000 }, after: { at: 1, count: 100_000 } },
    { same: true, before: { at: 100_001, count: 1 }, after: { at: 100_001, count: 1 } },
  ])
  expect(performance.now() - began).toBeLessThan(5_000)
})

test('lines end as they do on any system', () => {
  expect(linesOf('a\r\nb\nc')).toEqual(['a', 'b', 'c'])
  expect(linesOf('')).toEqual([''])
})
