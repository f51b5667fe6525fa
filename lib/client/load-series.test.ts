import { expect, test } from 'vitest'
import { appendMoment, emptySeries, joinSeries, withGaps } from './load-series.ts'

test('a moment is added once, and what is too old goes', () => {
  const one = appendMoment(emptySeries(2), 1000, [0.5, null], 5000)
  expect(appendMoment(one, 1000, [0.9, 1], 5000)).toBe(one)
  const later = appendMoment(appendMoment(one, 4000, [0.6, 7], 5000), 7000, [0.7, 8], 5000)
  expect(later).toEqual({
    at: [4000, 7000],
    values: [
      [0.6, 0.7],
      [7, 8],
    ],
  })
})

test('history and live meet without a double moment', () => {
  const history = { at: [1, 2, 3], values: [[10, 20, 30]] }
  const live = { at: [2, 3, 4], values: [[20, 30, 40]] }
  expect(joinSeries(history, live)).toEqual({ at: [1, 2, 3, 4], values: [[10, 20, 30, 40]] })
  expect(joinSeries(emptySeries(1), live)).toBe(live)
})

test('a pause in measuring breaks the line', () => {
  const series = { at: [0, 2000, 20_000], values: [[1, 2, 3]] }
  expect(withGaps(series, 2000)).toEqual({
    at: [0, 2000, 4000, 20_000],
    values: [[1, 2, null, 3]],
  })
})
