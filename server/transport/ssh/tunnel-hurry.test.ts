import { expect, test } from 'vitest'
import { FakeClock, turn } from '../../../lib/fake-clock.ts'
import { FakeSsh } from './fake-ssh.ts'
import { hurrier } from './tunnel-hurry.ts'

test('one command runs on a connection, however many ask for it', async () => {
  const clock = new FakeClock()
  const hurry = hurrier(clock)
  const ended = { code: 0, signal: null, stderr: '' }
  const [one, other] = [0, 1].map(() => new FakeSsh({ run: () => () => ended }))
  for (const ssh of [one, one, other]) if (ssh !== undefined) hurry(ssh)
  await turn()
  expect([one?.asked, other?.asked]).toEqual([['true'], ['true']])
  expect(clock.sleeping).toBe(0)
})

test('one that does not end is waited for no longer than 5 s', async () => {
  const clock = new FakeClock()
  hurrier(clock)(new FakeSsh({ run: () => () => new Promise(() => {}) }))
  await turn()
  expect(clock.sleeping).toBe(1)
  await clock.advance(5_000)
  expect(clock.sleeping).toBe(0)
})

test('a host that runs nothing is no failure', async () => {
  const ssh = new FakeSsh()
  hurrier(new FakeClock())(ssh)
  await turn()
  expect([ssh.asked, ssh.closed]).toEqual([['true'], false])
})
