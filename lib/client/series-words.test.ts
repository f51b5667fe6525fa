import { expect, test } from 'vitest'
import { describeSeries } from './series-words.ts'

const percent = (value: number) => `${value * 100} %`

test('a graph is told by its value now and its extremes', () => {
  const series = { at: [1, 2, 3], values: [[0.5, null, 0.25]] }
  expect(describeSeries('CPU', series, 0, percent)).toBe(
    'CPU: 25 % now, between 25 % and 50 % in the last 10 minutes.',
  )
})

test('what is not measured now, or never was, is said', () => {
  expect(describeSeries('CPU', { at: [1, 2], values: [[0.5, null]] }, 0, percent)).toBe(
    'CPU: not measured now, between 50 % and 50 % in the last 10 minutes.',
  )
  expect(describeSeries('CPU', { at: [], values: [[]] }, 0, percent)).toMatch(
    /nothing was measured/,
  )
})
