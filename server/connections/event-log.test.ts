import { expect, test } from 'vitest'
import { EventLog } from './event-log.ts'

const line = (name: string) =>
  ({ object: 'domain', name, uuid: null, event: 'started', detail: 'booted' }) as const

test('a log keeps its newest lines, oldest first, numbered without a hole', () => {
  const log = new EventLog(3)
  for (let number = 1; number <= 20; number += 1) log.add(line(`guest-${number}`), number)
  expect(log.rows().map(({ id, at, name }) => [id, at, name])).toEqual([
    [18, 18, 'guest-18'],
    [19, 19, 'guest-19'],
    [20, 20, 'guest-20'],
  ])
})

test('each line is fresh once', () => {
  const log = new EventLog(3)
  log.add(line('one'), 1)
  expect(log.takeFresh().map(({ name }) => name)).toEqual(['one'])
  log.add(line('two'), 2)
  expect(log.takeFresh().map(({ name }) => name)).toEqual(['two'])
  expect(log.takeFresh()).toEqual([])
})

test('what a host says at length is cut', () => {
  const log = new EventLog()
  log.add({ ...line('x'.repeat(5_000)), detail: 'y'.repeat(5_000) }, 1)
  expect(log.rows()[0]?.name).toHaveLength(1_024)
  expect(log.rows()[0]?.detail).toHaveLength(1_024)
})
