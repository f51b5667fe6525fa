import { expect, test } from 'vitest'
import { placeBeside } from './place-beside.ts'

const window = { width: 1000, height: 600 }
const size = { width: 200, height: 100 }
const at = (left: number, top: number) => ({ left, top, width: 80, height: 30 })
const put = (anchor: ReturnType<typeof at>, align: 'start' | 'center' | 'end' = 'start') =>
  placeBeside(anchor, size, window, { align, gap: 4 })

test.each([
  ['start', 300],
  ['center', 240],
  ['end', 180],
] as const)('with room it stands below, aligned to the %s', (align, left) => {
  expect(put(at(300, 50), align)).toEqual({ left, top: 84, maxHeight: 508 })
})

test('without room below it stands above', () => {
  expect(put(at(300, 520))).toMatchObject({ top: 416, maxHeight: 508 })
})

test('it never leaves the window sideways, not even when wider than it', () => {
  expect(put(at(950, 50)).left).toBe(792)
  expect(put(at(0, 50), 'end').left).toBe(8)
  const wide = { width: 1200, height: 100 }
  expect(placeBeside(at(300, 50), wide, window, { align: 'end', gap: 4 }).left).toBe(8)
})

test('too tall for either side, it takes the larger one and scrolls', () => {
  const tall = { width: 200, height: 5_000 }
  const place = (top: number) => placeBeside(at(300, top), tall, window, { align: 'start', gap: 4 })
  expect(place(100)).toEqual({ left: 300, top: 134, maxHeight: 458 })
  expect(place(500)).toEqual({ left: 300, top: 8, maxHeight: 488 })
})

test('under the pointer it slides up as far as it must, and scrolls only when the window is too low', () => {
  const point = { left: 300, top: 400, width: 0, height: 0 }
  const put = (height: number) =>
    placeBeside(point, { width: 200, height }, window, { align: 'start', gap: 4 })
  expect(put(180)).toMatchObject({ top: 404 })
  expect(put(500)).toEqual({ left: 300, top: 92, maxHeight: 584 })
  expect(put(5_000)).toEqual({ left: 300, top: 8, maxHeight: 584 })
})
