import { describe, expect, test } from 'vitest'
import { readFrame } from './frame.ts'
import { Keepalive } from './keepalive.ts'

const options = { interval: 5_000, count: 3 }
const { signal } = new AbortController()

/** A watch on a clock of its own, which tells the test of every interval that passes. */
function watched(passes: (interval: number, keepalive: Keepalive) => void, deaf = () => false) {
  const sent: number[] = []
  const keepalive = new Keepalive((frame) => sent.push(readFrame(frame).procedure), deaf)
  let intervals = 0
  const clock = {
    now: () => intervals * options.interval,
    sleep: async () => passes(++intervals, keepalive),
  }
  return { sent, intervals: () => intervals, keepalive, clock }
}

describe('a silent host', () => {
  test('is asked as often as agreed, and given up one interval after the last question', async () => {
    const { sent, intervals, keepalive, clock } = watched(() => {})
    expect(await keepalive.watch(options, clock, signal)).toBe(false)
    expect(sent).toEqual([1, 1, 1])
    expect(intervals()).toBe(4)
  })

  test('that speaks in between is asked from the beginning again', async () => {
    const { sent, keepalive, clock } = watched((interval, heard) => {
      if (interval === 3) heard.heard()
    })
    expect(await keepalive.watch(options, clock, signal)).toBe(false)
    expect(sent).toEqual([1, 1, 1, 1, 1])
  })

  test('is not to blame while we do not read', async () => {
    const stop = new AbortController()
    const { sent, keepalive, clock } = watched(
      (interval) => interval === 20 && stop.abort(),
      () => true,
    )
    expect(await keepalive.watch(options, clock, stop.signal)).toBe(true)
    expect(sent).toEqual([])
  })
})

describe('a probe', () => {
  test('asks at once and believes anything that comes', async () => {
    const { sent, keepalive, clock } = watched((_, heard) => heard.heard())
    expect(await keepalive.probe(3_000, clock, signal)).toBe(true)
    expect(sent).toEqual([1])
  })

  test('takes silence for what it is, unless we do not read or have ended ourselves', async () => {
    const silent = watched(() => {})
    expect(await silent.keepalive.probe(3_000, silent.clock, signal)).toBe(false)
    const deaf = watched(
      () => {},
      () => true,
    )
    expect(await deaf.keepalive.probe(3_000, deaf.clock, signal)).toBe(true)
    const ended = AbortSignal.abort()
    expect(await silent.keepalive.probe(3_000, silent.clock, ended)).toBe(true)
  })
})

test('a question is answered, an answer is not', () => {
  const { sent, keepalive } = watched(() => {})
  keepalive.receive(1)
  keepalive.receive(2)
  expect(sent).toEqual([2])
})
