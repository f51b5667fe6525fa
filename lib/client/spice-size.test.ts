import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { FollowedSize } from './spice-size.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function setUp(agent = true) {
  const told: number[][] = []
  const guest = {
    agent_connected: agent,
    resize_window: (_: number, width: number, height: number) => void told.push([width, height]),
  }
  return { told, guest, size: new FollowedSize(guest) }
}

test('a guest follows the room it has, once that stands still, in steps of eight', () => {
  const { told, size } = setUp()
  size.follow(true)
  for (const width of [900, 950, 1_003]) size.room(width, 701)
  vi.advanceTimersByTime(1_000)
  expect(told).toEqual([[1_000, 696]])
})

test('it is told nothing unless somebody wants it to follow', () => {
  const { told, size } = setUp()
  size.room(1_000, 700)
  vi.advanceTimersByTime(1_000)
  size.follow(true)
  size.follow(false)
  vi.advanceTimersByTime(1_000)
  expect(told).toEqual([])
})

test('an agent that comes later is told then, and only of what is another size', () => {
  const { told, guest, size } = setUp(false)
  size.follow(true)
  size.room(1_000, 700)
  vi.advanceTimersByTime(1_000)
  expect(told).toEqual([])
  guest.agent_connected = true
  size.agentCame()
  vi.advanceTimersByTime(1_000)
  size.room(1_001, 701)
  vi.advanceTimersByTime(1_000)
  expect(told).toEqual([[1_000, 696]])
})

test.each([
  ['a room too small to be one', (size: FollowedSize) => size.room(40, 700)],
  ['what has ended', (size: FollowedSize) => size.end()],
])('%s says nothing', (_, act) => {
  const { told, size } = setUp()
  size.follow(true)
  size.room(1_000, 700)
  act(size)
  vi.advanceTimersByTime(1_000)
  expect(told).toEqual([])
})
