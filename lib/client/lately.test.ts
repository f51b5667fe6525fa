import { expect, test } from 'vitest'
import type { HostEventRow } from '../contract/live.ts'
import { happeningsOf } from './lately.ts'
import { aTask } from './samples.ts'

const event = (given: Partial<HostEventRow>): HostEventRow => ({
  id: 1,
  at: 5,
  object: 'domain',
  name: 'web',
  uuid: 'u1',
  event: 'started',
  detail: 'booted',
  ...given,
})

test('a machine’s story is its own events and tasks, newest first', () => {
  const events = [event({}), event({ id: 2, at: 9 }), event({ id: 3, uuid: 'u2' })]
  const tasks = [
    aTask({ id: 'a', at: 7, connection: 'c1', domain: 'u1' }),
    aTask({ id: 'b', at: 8, connection: 'c1', domain: 'u2' }),
  ]
  expect(happeningsOf('c1', 'u1', events, tasks).map(({ key }) => key)).toEqual(['e2', 'ta', 'e1'])
})

test('an event of another kind of object with the same uuid is not the machine’s', () => {
  expect(happeningsOf('c1', 'u1', [event({ object: 'pool' })], [])).toEqual([])
})

test('what was asked of a copy on another host is not its story', () => {
  const elsewhere = aTask({ connection: 'c2', domain: 'u1' })
  expect(happeningsOf('c1', 'u1', [], [elsewhere])).toEqual([])
})
