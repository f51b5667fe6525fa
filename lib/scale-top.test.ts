import { expect, test } from 'vitest'
import { scaleTop } from './scale-top.ts'

test('an axis ends a little above the highest value, at a round one', () => {
  expect(scaleTop(37, 1)).toBe(50)
  expect(scaleTop(101, 1)).toBe(200)
  expect(scaleTop(99.9, 1)).toBe(200)
  expect(scaleTop(0.3, 0.1)).toBe(0.5)
  expect(scaleTop(700 * 1024, 1024, 1024)).toBe(1024 * 1024)
  expect(scaleTop(3 * 1024 * 1024, 1024, 1024)).toBe(4 * 1024 * 1024)
})

test('an idle line does not fill the graph', () => {
  expect(scaleTop(0, 10)).toBe(20)
  expect(scaleTop(null, 1024, 1024)).toBe(2048)
})
