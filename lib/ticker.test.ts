import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Ticker } from './ticker.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

test('a thousand ages share one timer, which ends with the last of them', () => {
  const ticker = new Ticker(() => Date.now())
  let looks = 0
  const ends = Array.from({ length: 1_000 }, () => ticker.subscribe(() => looks++))
  expect(vi.getTimerCount()).toBe(1)
  vi.advanceTimersByTime(1_000)
  expect(looks).toBe(1_000)
  for (const end of ends) end()
  expect(vi.getTimerCount()).toBe(0)
})

test('ages follow the server’s clock, not the browser’s', () => {
  vi.setSystemTime(1_000_000)
  const ticker = new Ticker(() => Date.now())
  ticker.adjust(5_000_000)
  vi.advanceTimersByTime(250)
  expect(ticker.now()).toBe(5_000_250)
})
