import { expect, test } from 'vitest'
import type { ConnectionRow } from '../../lib/contract/live.ts'
import { Failure } from '../../lib/failure.ts'
import { FakeClock } from '../../lib/fake-clock.ts'
import type { Change } from '../connections/connection.ts'
import { FakeDriver } from '../connections/fake-driver.ts'
import { quiet } from '../connections/quiet-log.ts'
import type { Sample } from '../drivers/driver.ts'
import { StatsHistory } from './history.ts'
import { nextTick, Stats, type StatsMessage } from './stats.ts'

const host = { hypervisor: 'FAKE', hostname: null, version: null, libraryVersion: null, lacks: [] }
const rowIn = (state: ConnectionRow['state']): ConnectionRow => ({
  id: 'one',
  uri: 'fake:///',
  name: null,
  readOnly: false,
  autoconnect: false,
  tags: [],
  state,
  running: 0,
  total: 0,
})
const open = rowIn({ phase: 'open', since: 0, ...host })
const closed = rowIn({ phase: 'closed', error: null })

/** Stats over one connection that begins closed; `sample` decides what its host answers. */
function world(sample: () => Promise<Sample>) {
  const clock = new FakeClock(0)
  const driver = new FakeDriver([])
  driver.sample = sample
  let tell: (change: Change) => void = () => {}
  const history = new StatsHistory()
  const messages: StatsMessage[] = []
  const warnings: string[] = []
  const stats = new Stats({
    connections: {
      rows: () => [closed],
      driver: () => driver,
      subscribe: (listener) => {
        tell = listener
        return () => true
      },
    },
    history,
    clock,
    log: { ...quiet, warn: (...told: unknown[]) => void warnings.push(String(told[1])) },
  })
  stats.subscribe((message) => messages.push(message))
  const become = (row: ConnectionRow) => tell({ type: 'connection', row })
  return {
    clock,
    history,
    messages,
    warnings,
    become,
    stats,
    tell: (change: Change) => tell(change),
  }
}

const steady = (clock: () => FakeClock) => async (): Promise<Sample> => {
  const at = clock().now()
  const one = { uuid: 'a', cpuTime: at * 1e6, vcpus: 1, memory: 5 }
  const io = { diskRead: at, diskWrite: null, netIn: null, netOut: null }
  return { at, node: null, domains: [{ ...one, ...io }] }
}

test('an open connection is measured every two seconds and each measurement told and kept', async () => {
  const one = world(steady(() => one.clock))
  await one.clock.advance(10_000)
  expect(one.messages).toEqual([])
  one.become(open)
  await one.clock.advance(4_000)
  expect(one.messages.map(({ at, domains }) => [at, domains[0]?.[1], domains[0]?.[3]])).toEqual([
    [10_000, null, null],
    [12_000, 1, 1_000],
    [14_000, 1, 1_000],
  ])
  expect(one.history.domain('one', 'a').cpu).toEqual([null, 1, 1])
})

test('a lost connection is measured no more and leaves a hole', async () => {
  const one = world(steady(() => one.clock))
  one.become(open)
  await one.clock.advance(2_000)
  one.become(closed)
  await one.clock.advance(60_000)
  expect(one.messages).toHaveLength(2)
  expect(one.clock.sleeping).toBe(0)
  one.become(open)
  await one.clock.advance(0)
  expect(one.history.domain('one', 'a').cpu).toEqual([null, 1, null, null])
})

test('a tick that takes long makes the next ones rarer, and two never overlap', async () => {
  let running = 0
  let most = 0
  const one = world(async () => {
    running += 1
    most = Math.max(most, running)
    await one.clock.sleep(500)
    running -= 1
    return { at: one.clock.now(), node: null, domains: [] }
  })
  one.become(open)
  await one.clock.advance(20_000)
  expect(most).toBe(1)
  expect(one.messages.map(({ at }) => at)).toEqual([500, 5_500, 10_500, 15_500])
})

test('measuring costs a host at most a tenth of the time, and is never given up', () => {
  expect([0, 200, 300, 1e9].map(nextTick)).toEqual([2_000, 2_000, 3_000, 60_000])
})

test('a host that gives no sample is asked again and logged once', async () => {
  let answer = (): Promise<Sample> => Promise.reject(new Failure('host.refused', 'not today'))
  const one = world(() => answer())
  one.become(open)
  await one.clock.advance(20_000)
  expect([one.messages.length, one.warnings.length]).toEqual([0, 1])
  answer = async () => ({ at: one.clock.now(), node: null, domains: [] })
  await one.clock.advance(2_000)
  expect(one.messages).toHaveLength(1)
})

test('a forgotten connection and a removed domain lose their history', async () => {
  const one = world(steady(() => one.clock))
  one.become(open)
  await one.clock.advance(2_000)
  one.tell({ type: 'changed', connection: 'one', revision: 1, domains: [], removed: ['a'] })
  expect(one.history.domain('one', 'a').at).toEqual([])
  one.tell({ type: 'forgotten', connection: 'one' })
  expect(one.history.node('one').at).toEqual([])
  await one.clock.advance(10_000)
  expect(one.messages).toHaveLength(2)
})
