import { expect, test } from 'vitest'
import { systemClock } from '../../lib/clock.ts'
import { FakeClock, turn } from '../../lib/fake-clock.ts'
import { Burst } from './burst.ts'

test('changes of one turn are one flush, at the end of that turn', async () => {
  let flushes = 0
  const burst = new Burst(new FakeClock(), 4, () => {
    flushes += 1
  })
  burst.touch()
  burst.touch()
  expect(flushes).toBe(0)
  await turn()
  expect(flushes).toBe(1)
})

test('while changes pour in, flushes keep apart, and the last change is flushed too', async () => {
  const clock = new FakeClock(0)
  const flushed: number[] = []
  const burst = new Burst(clock, 4, () => flushed.push(clock.now()))
  for (let ms = 0; ms < 10; ms += 1) {
    burst.touch()
    await clock.advance(1)
  }
  await clock.advance(100)
  expect(flushed).toEqual([0, 4, 8, 12])
})

test('a single change waits less than 5 ms', async () => {
  const waits: number[] = []
  for (let round = 0; round < 5; round += 1) {
    const start = performance.now()
    await new Promise<void>((resolve) => {
      new Burst(systemClock, 4, resolve).touch()
    })
    waits.push(performance.now() - start)
  }
  expect(Math.min(...waits)).toBeLessThan(5)
})
