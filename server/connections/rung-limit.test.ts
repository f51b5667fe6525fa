import { expect, test } from 'vitest'
import { FakeClock } from '../../lib/fake-clock.ts'
import { Pace } from './pace.ts'
import { RungLimit } from './rung-limit.ts'

const { signal } = new AbortController()

test('time stands still while a person is waited for, and runs on after it', async () => {
  const clock = new FakeClock()
  const limit = new RungLimit(clock, signal)
  await clock.advance(10_000)
  limit.hold(true)
  await clock.advance(600_000)
  expect(limit.signal.aborted).toBe(false)
  limit.hold(false)
  await clock.advance(4_999)
  expect(limit.signal.aborted).toBe(false)
  await clock.advance(1)
  expect(limit.failure).toMatchObject({
    code: 'host.silent',
    detail: 'Nothing came for 15 seconds while dialling.',
  })
})

test('a rung that is reached while a person is waited for begins when they have answered', async () => {
  const clock = new FakeClock()
  const limit = new RungLimit(clock, signal)
  limit.hold(true)
  limit.start('securing')
  await clock.advance(100_000)
  limit.hold(false)
  await clock.advance(14_999)
  expect(limit.signal.aborted).toBe(false)
  await clock.advance(1)
  expect(limit.signal.aborted).toBe(true)
})

test('it leaves nothing asleep', async () => {
  const clock = new FakeClock()
  const limit = new RungLimit(clock, signal)
  limit.hold(true)
  limit.hold(false)
  limit.end()
  await clock.advance(100_000)
  expect([clock.sleeping, limit.signal.aborted]).toEqual([0, false])
})

/** How long a host that is lost may be silent to a dial, when dialling it took so long before. */
async function patienceAfter(took: number): Promise<number> {
  const clock = new FakeClock()
  const pace = new Pace()
  const before = new RungLimit(clock, signal, pace.times(false))
  await clock.advance(took)
  before.start('securing')
  before.end()
  return pace.times(true).limit('dialling')
}

test('a lost host’s silence is worth four times what it took before, from 4 s to the usual limit', async () => {
  expect(await patienceAfter(20)).toBe(4_000)
  expect(await patienceAfter(2_000)).toBe(8_000)
  expect(await patienceAfter(12_000)).toBe(15_000)
})

test('a host that was never reached, or that has answered, has the usual time', async () => {
  const { limit } = new Pace().times(true)
  expect([limit('dialling'), limit('opening')]).toEqual([15_000, 30_000])
})
