import { describe, expect, test } from 'vitest'
import type { ServerMessage } from '../contract/live.ts'
import { applyMessages, applyRecent, applyTasks, type LiveState, nothingYet } from './live-state.ts'
import { loadAt, measures, recentLoads } from './loads.ts'
import { aConnection, aDomain, aQuestion, aTask } from './samples.ts'

const stateAfter = (...messages: readonly ServerMessage[]): LiveState =>
  applyMessages(nothingYet, messages).state

const listing = (revision: number, names: readonly string[]): ServerMessage => ({
  type: 'listing',
  connection: 'c1',
  revision,
  domains: names.map((name) => aDomain({ uuid: name, name })),
})
const changed = (
  revision: number,
  name: string | null,
  removed: readonly string[] = [],
): ServerMessage => ({
  type: 'changed',
  connection: 'c1',
  revision,
  domains: name === null ? [] : [aDomain({ uuid: name, name, state: 'paused' })],
  removed: [...removed],
})
const stats = (at: number, cpu: number, ...uuids: readonly string[]): ServerMessage => ({
  type: 'stats',
  connection: 'c1',
  at,
  node: null,
  domains: uuids.map((uuid) => [uuid, cpu, 1024, 1, 2, null, null]),
})

describe('a listing and what follows it', () => {
  test('a change replaces its rows and leaves every other row the same object', () => {
    const before = stateAfter(listing(3, ['a', 'b']))
    const { state: next } = applyMessages(before, [changed(4, 'a')])
    const was = before.listings.get('c1')
    const is = next.listings.get('c1')
    expect(is?.domains.get('a')?.state).toBe('paused')
    expect(is?.domains.get('b')).toBe(was?.domains.get('b'))
    expect(was?.domains.get('a')?.state).toBe('running')
  })

  test('a removed domain is gone, and one that is removed and sent in one message stays', () => {
    const state = stateAfter(
      listing(3, ['a', 'b']),
      changed(4, null, ['a']),
      changed(5, 'b', ['b']),
    )
    expect([...(state.listings.get('c1')?.domains.keys() ?? [])]).toEqual(['b'])
  })

  test.each([
    ['a revision ahead', stateAfter(listing(3, ['a'])), 5],
    ['a revision behind', stateAfter(listing(3, ['a'])), 3],
    ['no listing at all', nothingYet, 1],
  ])('%s is a gap, and changes nothing', (_, before, revision) => {
    const { state, gaps } = applyMessages(before, [changed(revision, 'a')])
    expect(state.listings).toBe(before.listings)
    expect([...gaps]).toEqual(['c1'])
  })

  test('a thousand changes of a frame copy the listing once, and never the one on screen', () => {
    const before = stateAfter(listing(0, ['a', 'b']))
    const burst = Array.from({ length: 1_000 }, (_, index) => changed(index + 1, 'a'))
    const { state, gaps } = applyMessages(before, burst)
    expect(gaps.size).toBe(0)
    expect(state.listings.get('c1')?.revision).toBe(1_000)
    expect(before.listings.get('c1')?.domains.get('a')?.state).toBe('running')
    const alone = applyMessages(state, [changed(1_001, 'b')]).state
    expect(alone.listings.get('c1')?.domains).not.toBe(state.listings.get('c1')?.domains)
  })
})

describe('connections', () => {
  test('one that is forgotten takes all that was known of it along', () => {
    const rows = [aConnection(), aConnection({ id: 'c2' })]
    const state = stateAfter({ type: 'connections', rows }, listing(1, ['a']), stats(5, 0.5, 'a'), {
      type: 'forgotten',
      connection: 'c1',
    })
    expect([...(state.connections?.keys() ?? [])]).toEqual(['c2'])
    expect(state.listings.size + state.loads.size).toBe(0)
  })

  test('one that a new list no longer has (a grant was taken away) is forgotten, too', () => {
    const state = stateAfter({ type: 'connections', rows: [aConnection()] }, listing(1, ['a']), {
      type: 'connections',
      rows: [],
    })
    expect(state.connections?.size).toBe(0)
    expect(state.listings.size).toBe(0)
  })

  test('before the server has spoken there is no list, which is not an empty one', () => {
    expect(nothingYet.connections).toBeNull()
    expect(stateAfter({ type: 'connections', rows: [] }).connections?.size).toBe(0)
  })
})

describe('loads', () => {
  test('the newest is what came last, and a domain that reports nothing has none', () => {
    const state = stateAfter(stats(5, 0.25, 'a', 'b'), stats(7, 0.5, 'a'))
    const ticks = state.loads.get('c1') ?? []
    const newest = (uuid: string) => measures.map((measure) => loadAt(ticks.at(-1), uuid, measure))
    expect(newest('a')).toEqual([0.5, 1024, 1, 2, null, null])
    expect(newest('b')).toEqual([null, null, null, null, null, null])
    expect(recentLoads(ticks, 'b', 'cpu')).toEqual([0.25, null])
    expect(recentLoads(ticks, 'a', 'diskRead', 'diskWrite')).toEqual([3, 3])
  })

  test('only as many ticks as a sparkline shows are kept, and an older one is ignored', () => {
    const many = Array.from({ length: 100 }, (_, index) => stats(index, 0.5, 'a'))
    const state = stateAfter(...many, stats(50, 0.1, 'a'))
    expect(state.loads.get('c1')).toHaveLength(32)
    expect(state.loads.get('c1')?.at(-1)?.at).toBe(99)
  })

  test('the history that is asked for goes in front of what was seen meanwhile, without repeating it', () => {
    const sample = (at: number) => ({ at, node: null, domains: [] })
    const state = applyRecent(stateAfter(stats(20, 0.5, 'a')), 'c1', [
      sample(10),
      sample(5),
      sample(20),
    ])
    expect(state.loads.get('c1')?.map(({ at }) => at)).toEqual([5, 10, 20])
  })
})

test('a page knows when the server it talks to is no longer the one that made it', () => {
  const hello = (build: string): ServerMessage => ({ type: 'hello', now: 1, build })
  expect(stateAfter(hello('b1'), hello('b1')).outdated).toBe(false)
  expect(stateAfter(hello('b1'), hello('b2'), hello('b2')).outdated).toBe(true)
})

describe('tasks', () => {
  test('an older word about a task that has ended does not start it again', () => {
    const ended = aTask({ endedAt: 9, state: 'done' })
    const state = applyTasks(stateAfter({ type: 'task', row: ended }), [
      aTask(),
      aTask({ id: 't2' }),
    ])
    expect(state.tasks.get('t1')?.state).toBe('done')
    expect(state.tasks.size).toBe(2)
  })

  test('two hundred are kept, the newest', () => {
    const rows = Array.from({ length: 250 }, (_, index) => aTask({ id: `t${index}`, at: index }))
    const state = applyTasks(nothingYet, rows)
    expect(state.tasks.size).toBe(200)
    expect(state.tasks.has('t49')).toBe(false)
    expect(state.tasks.has('t50')).toBe(true)
  })
})

test('a new socket begins without questions: those that still wait are told again', () => {
  const asked = stateAfter({ type: 'question', row: aQuestion() })
  expect([...asked.questions.keys()]).toEqual(['q1'])
  const { state } = applyMessages(asked, [
    { type: 'hello', now: 0, build: 'b1' },
    { type: 'question', row: aQuestion({ id: 'q2' }) },
  ])
  expect([...state.questions.keys()]).toEqual(['q2'])
})
