import { expect, test } from 'vitest'
import { sparkPath } from './spark-path.ts'

const box = { width: 62, height: 18, top: 1, slots: 3 }

test('the newest value is at the right edge, however few there are', () => {
  expect(sparkPath([0, 1], box)).toBe('M31 17L62 1')
  expect(sparkPath([0, 0, 0, 1], box)).toBe('M0 17L31 17L62 1')
})

test('where nothing was measured there is a gap, not a zero', () => {
  expect(sparkPath([1, null, 1], box)).toBe('M0 1M62 1')
  expect(sparkPath([null, null, null], box)).toBe('')
})

test('zeroes run along the floor, and what exceeds the top stays inside', () => {
  expect(sparkPath([0, 0, 0], { ...box, top: null })).toBe('M0 17L31 17L62 17')
  expect(sparkPath([2, -1, 2], box)).toBe('M0 1L31 17L62 1')
})

test('a value that does not move is not drawn at the upper edge', () => {
  const [, height = 0] = sparkPath([5, 5, 5], { ...box, top: null }).match(/M0 ([\d.]+)/) ?? []
  expect(Number(height)).toBeGreaterThan(3)
})
