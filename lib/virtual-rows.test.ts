import { expect, test } from 'vitest'
import { offsetsOf, rowsInSight, scrollFor, slotsFor } from './virtual-rows.ts'

const even = offsetsOf(Array.from({ length: 1000 }, () => 10))

test('every row in sight is drawn, wherever it is scrolled to', () => {
  for (const top of [0, 5, 3333, 9899, 9900]) {
    const { first, end } = rowsInSight(even, { top, height: 100 }, 8)
    expect(first * 10).toBeLessThanOrEqual(top)
    expect(end * 10).toBeGreaterThanOrEqual(Math.min(10_000, top + 100))
    expect(end - first).toBeLessThan(40)
  }
})

test('scrolling a little draws the same rows', () => {
  const at = (top: number) => rowsInSight(even, { top, height: 100 }, 8)
  expect(at(2001)).toEqual(at(2015))
})

test('rows of different heights stand where they begin', () => {
  const mixed = offsetsOf([34, 36, 36, 34, 36])
  expect([...mixed]).toEqual([0, 34, 70, 106, 140, 176])
  expect(rowsInSight(mixed, { top: 70, height: 36 }, 0)).toEqual({ first: 2, end: 4 })
})

test('nothing, and beyond the end, are fine', () => {
  expect(rowsInSight(offsetsOf([]), { top: 0, height: 100 }, 8)).toEqual({ first: 0, end: 0 })
  expect(rowsInSight(offsetsOf([10]), { top: 500, height: 100 }, 8)).toEqual({ first: 0, end: 1 })
})

test('a row is brought into sight by the least scrolling', () => {
  const window = { top: 100, height: 100 }
  expect(scrollFor(even, 5, window, 0)).toBe(50)
  expect(scrollFor(even, 12, window, 0)).toBeNull()
  expect(scrollFor(even, 25, window, 0)).toBe(160)
  expect(scrollFor(even, 19, window, 30)).toBe(130)
  expect(scrollFor(even, 5000, window, 0)).toBeNull()
})

test('no two rows in sight share a slot', () => {
  const slots = slotsFor(100, 10, 4)
  for (let top = 0; top < 9900; top += 7) {
    const { first, end } = rowsInSight(even, { top, height: 100 }, 4)
    expect(end - first).toBeLessThanOrEqual(slots)
  }
})
