import { expect, test } from 'vitest'
import type { ApiError } from '../contract/errors.ts'
import type { TaskRow } from '../contract/live.ts'
import { Deeds } from './deeds.ts'
import { RequestFailed } from './request-failed.ts'
import { aTask } from './samples.ts'

const error: ApiError = { code: 'host.refused', detail: 'busy', request: 'r', trouble: null }

function setUp() {
  const tasks = new Map<string, TaskRow>()
  const lookers = new Set<() => void>()
  const reported: ApiError[] = []
  const take = (rows: readonly TaskRow[]) => {
    for (const row of rows) tasks.set(row.id, row)
    for (const look of lookers) look()
  }
  const deeds = new Deeds({
    tasks: () => tasks,
    subscribe: (look) => {
      lookers.add(look)
      return () => lookers.delete(look)
    },
    take,
    report: (each) => reported.push(each),
  })
  return { deeds, take, reported, lookers }
}

test('from the click until the answer it is asked, and then no more', async () => {
  const { deeds } = setUp()
  let answer: (task: TaskRow) => void = () => undefined
  const done = deeds.do('a', () => new Promise((resolve) => (answer = resolve)))
  expect(deeds.isAsked('a')).toBe(true)
  answer(aTask())
  expect(await done).toBe(true)
  expect(deeds.isAsked('a')).toBe(false)
})

test('a refusal is reported once', async () => {
  const { deeds, reported } = setUp()
  expect(await deeds.do('a', () => Promise.reject(new RequestFailed(error)))).toBe(false)
  expect(reported).toEqual([error])
})

test('a task that fails later is reported once, and then no longer followed', async () => {
  const { deeds, take, reported, lookers } = setUp()
  await deeds.do('a', () => Promise.resolve(aTask()))
  expect(reported).toEqual([])
  take([aTask({ state: 'failed', endedAt: 5, error })])
  take([aTask({ state: 'failed', endedAt: 5, error })])
  expect(reported).toEqual([error])
  expect(lookers.size).toBe(0)
})

test('a task that has failed by the time of the answer is reported, too', async () => {
  const { deeds, reported } = setUp()
  await deeds.do('a', () => Promise.resolve(aTask({ state: 'failed', endedAt: 5, error })))
  expect(reported).toEqual([error])
})

const looked = () => new AbortController()

test('whoever looks hears of the end in his own place, and nothing is reported', async () => {
  const { deeds, take, reported } = setUp()
  const settled = deeds.settle('a', () => Promise.resolve(aTask()), looked().signal)
  await Promise.resolve()
  take([aTask({ state: 'failed', endedAt: 5, error })])
  await expect(settled).rejects.toMatchObject({ error })
  expect(reported).toEqual([])
})

test('a refusal is told in the same place', async () => {
  const { deeds, reported } = setUp()
  const settled = deeds.settle('a', () => Promise.reject(new RequestFailed(error)), looked().signal)
  await expect(settled).rejects.toMatchObject({ error })
  expect(reported).toEqual([])
})

test('what ends well resolves to its task', async () => {
  const { deeds, take } = setUp()
  const settled = deeds.settle('a', () => Promise.resolve(aTask()), looked().signal)
  await Promise.resolve()
  take([aTask({ state: 'done', endedAt: 5, domain: 'made' })])
  expect(await settled).toMatchObject({ domain: 'made' })
})

test('what fails after everybody has turned away is reported', async () => {
  const { deeds, take, reported } = setUp()
  const looking = looked()
  void deeds.settle('a', () => Promise.resolve(aTask()), looking.signal)
  await Promise.resolve()
  looking.abort()
  take([aTask({ state: 'failed', endedAt: 5, error })])
  await expect.poll(() => reported).toEqual([error])
})
