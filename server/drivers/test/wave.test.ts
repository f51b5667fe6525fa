import { expect, test } from 'vitest'
import { wave } from './wave.ts'

const swing = { base: 40, swing: 25, period: 60 }
const seconds = Array.from({ length: 2000 }, (_, n) => 1_790_000_000 + n)

test('a wave is the same for the same seed and another for another', () => {
  const [one, same, other] = [wave(swing, 100, 7), wave(swing, 100, 7), wave(swing, 100, 8)]
  const values = (of: typeof one) => seconds.map((second) => of.at(second))
  expect(values(one)).toEqual(values(same))
  expect(values(one)).not.toEqual(values(other))
})

test('it stays between nothing and its ceiling, about its base, and moves', () => {
  const values = seconds.map((second) => wave(swing, 50, 7).at(second))
  expect(Math.min(...values)).toBeGreaterThanOrEqual(0)
  expect(Math.max(...values)).toBeLessThanOrEqual(50)
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  expect(Math.abs(mean - swing.base)).toBeLessThan(10)
  expect(new Set(values.map(Math.round)).size).toBeGreaterThan(20)
})

test('its total grows by what it is, however the time is cut', () => {
  const { at, total } = wave(swing, 100, 7)
  const start = 1_790_000_000
  let sum = 0
  for (let n = 0; n < 4000; n++) sum += (at(start + n / 4) + at(start + (n + 1) / 4)) / 8
  expect(total(start + 1000) - total(start)).toBeCloseTo(sum, 0)
  const halves = total(start + 500) - total(start) + (total(start + 1000) - total(start + 500))
  expect(total(start + 1000) - total(start)).toBeCloseTo(halves, 6)
})

test('a total never falls, not where the ring begins anew either', () => {
  const { total } = wave({ base: 1, swing: 5, period: 10 }, 100, 3)
  let before = total(0)
  for (let time = 0.1; time < 400; time += 0.1) {
    const now = total(time)
    expect(now).toBeGreaterThanOrEqual(before - 1e-9)
    before = now
  }
})
