import { expect, test } from 'vitest'
import { wallLayout } from './wall-layout.ts'

const sizes = { least: 200, edge: 12, padding: 6, caption: 60 }

test.each([
  [360, 1],
  [436, 2],
  [1200, 5],
  [3840, 18],
])('a wall of %i px has %i columns, which fill it and do not leave it', (room, columns) => {
  const layout = wallLayout(room, sizes)
  expect(layout.columns).toBe(columns)
  expect(layout.width).toBeGreaterThanOrEqual(sizes.least)
  const end = layout.leftOf(columns - 1) + layout.width
  expect(end).toBeLessThanOrEqual(room - 12)
  expect(end).toBeGreaterThan(room - 12 - columns)
})

test('a card is as high as its picture and what stands under it', () => {
  const { width, height, step } = wallLayout(436, sizes)
  expect(width).toBe(200)
  expect(height).toBe(141 + 60)
  expect(step).toBe(height + 12)
})

test('where there is hardly any room one column is left', () => {
  expect(wallLayout(0, sizes)).toMatchObject({ columns: 1, width: 1 })
})
