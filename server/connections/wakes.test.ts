import { expect, test } from 'vitest'
import { FakeClock } from '../../lib/fake-clock.ts'
import { Nap } from './nap.ts'
import { watchWakes } from './wakes.ts'

function world() {
  const stop = new AbortController()
  const clock = new FakeClock()
  const seen: string[] = []
  const machine = { addresses: '10.0.0.1', away: false, looks: 0, asleep: 0 }
  const watching = watchWakes(
    {
      // a process that sleeps finds its timers late
      clock: {
        now: () => clock.now() + machine.asleep,
        sleep: (span, signal) => clock.sleep(span, signal),
      },
      addresses: () => {
        machine.looks += 1
        return machine.addresses
      },
      away: () => machine.away,
      moved: () => seen.push('moved'),
      slept: () => seen.push('slept'),
    },
    stop.signal,
  )
  return { clock, seen, machine, stop, watching }
}

test('another address is noticed within two seconds, while a host is waited for', async () => {
  const { clock, seen, machine } = world()
  machine.away = true
  await clock.advance(10_000)
  expect(seen).toEqual([])
  machine.addresses = '192.168.0.7'
  await clock.advance(2_000)
  expect(seen).toEqual(['moved'])
  await clock.advance(10_000)
  expect(seen).toEqual(['moved'])
})

test('while nothing is lost nobody looks', async () => {
  const { clock, machine, seen } = world()
  await clock.advance(60_000)
  expect([machine.looks, seen]).toEqual([0, []])
})

test('a jump of time is a sleep, a late timer is not', async () => {
  const { clock, machine, seen } = world()
  await clock.advance(1_000)
  machine.asleep += 4_000
  await clock.advance(2_000)
  expect(seen).toEqual([])
  machine.asleep += 20_000
  await clock.advance(2_000)
  expect(seen).toEqual(['slept'])
})

test('it ends when told to', async () => {
  const { clock, stop, watching } = world()
  await clock.advance(3_000)
  stop.abort()
  await watching
  expect(clock.sleeping).toBe(0)
})

test('a nap ends when it is woken, but never within the first half second', async () => {
  const clock = new FakeClock()
  const nap = new Nap(clock)
  const { signal } = new AbortController()
  let woke: number | null = null
  const start = clock.now()
  void nap.sleep(60_000, signal).then(() => {
    woke = clock.now() - start
  })
  nap.wake()
  await clock.advance(499)
  expect(woke).toBeNull()
  await clock.advance(1)
  expect(woke).toBe(500)
  void nap.sleep(60_000, signal).then(() => {
    woke = clock.now() - start
  })
  await clock.advance(3_000)
  nap.wake()
  await clock.advance(0)
  expect([woke, clock.sleeping]).toEqual([3_500, 0])
})

test('who wakes it without end wakes it every three seconds', async () => {
  const clock = new FakeClock()
  const nap = new Nap(clock)
  const { signal } = new AbortController()
  let slept = 0
  const sleepOn = async () => {
    for (; slept < 100; slept++) await nap.sleep(60_000, signal)
  }
  void sleepOn()
  for (let passed = 0; passed < 30_000; passed += 100) {
    nap.wake()
    await clock.advance(100)
  }
  expect(slept).toBe(10)
})
