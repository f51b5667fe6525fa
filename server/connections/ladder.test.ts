import { expect, test } from 'vitest'
import { FakeClock } from '../../lib/fake-clock.ts'
import { Ladder } from './ladder.ts'

test('a way that goes round in circles is recorded only so far, and its end always', async () => {
  const ladder = new Ladder(new FakeClock())
  for (let round = 0; round < 1_000; round++) {
    ladder.begin('connect')
    ladder.pass('')
  }
  ladder.begin('secure')
  ladder.fail({ finding: 'enough', advice: [], trouble: null })
  const rungs = ladder.rungs()
  expect(rungs.length).toBeLessThan(100)
  expect(rungs.at(-1)).toMatchObject({ step: 'secure', outcome: 'failed', finding: 'enough' })
  expect(new Set(rungs.map(({ step }) => step)).size).toBe(rungs.length)
})

test('the time of a rung is that between its begin and its end, less what was waited', async () => {
  const clock = new FakeClock()
  const ladder = new Ladder(clock)
  ladder.begin('login')
  await clock.advance(10)
  ladder.wait('a password')
  await clock.advance(1_000)
  ladder.wait('another')
  await clock.advance(1_000)
  ladder.wait(null)
  await clock.advance(5)
  ladder.pass('')
  expect(ladder.rungs()).toMatchObject([{ step: 'login', took: 15 }])
})

test('one that fails while somebody is waited for has not taken that time', async () => {
  const clock = new FakeClock()
  const ladder = new Ladder(clock)
  ladder.begin('login')
  ladder.wait('a password')
  await clock.advance(1_000)
  ladder.fail({ finding: '', advice: [], trouble: null })
  expect(ladder.rungs()).toMatchObject([{ step: 'login', took: 0 }])
})

test('a peer that says very much is cut short', () => {
  const ladder = new Ladder(new FakeClock())
  ladder.begin('greet')
  ladder.fail({ finding: 'x'.repeat(100_000), advice: [], trouble: null })
  expect(ladder.rungs()[0]?.finding.length).toBeLessThan(3_000)
})
