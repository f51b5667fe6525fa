import { expect, test } from 'vitest'
import { scaleTop } from './scale-top.ts'

test.each([
  [37, 50],
  [101, 200],
  [99.9, 100],
  [0.3, 0.5],
  [4_800_000, 5_000_000],
])('an axis for values up to %d ends at %d', (highest, top) => {
  expect(scaleTop(highest, 0.1)).toBeCloseTo(top)
})

test('an idle line does not fill the graph', () => {
  expect(scaleTop(0, 10)).toBe(20)
  expect(scaleTop(null, 1000)).toBe(2000)
})
