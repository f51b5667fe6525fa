import { expect, test } from 'vitest'
import { Failure } from '../../lib/failure.ts'
import { FakeClock } from '../../lib/fake-clock.ts'
import type { Driver } from '../drivers/driver.ts'
import { type Change, Connection, type ConnectionDeps } from './connection.ts'
import { FakeDriver, fakeDomain, fakeDomainOff, fakeUuid } from './fake-driver.ts'
import { Keyring } from './keyring.ts'
import { Questions } from './questions.ts'
import { quiet } from './quiet-log.ts'

type Dial = ConnectionDeps['dial']
const refused = new Failure('host.unreachable', 'Connection refused')

/** A connection whose every dial is answered by the next of `dials`, the last one again and again. */
function world(dials: (Driver | Failure | Dial)[], autoconnect = false) {
  const clock = new FakeClock()
  const changes: Change[] = []
  let dialled = 0
  const connection = new Connection(
    {
      id: 'one',
      uri: 'fake:///',
      readOnly: false,
      autoconnect,
      name: null,
      tags: [],
      createdAt: 0,
      createdBy: 'somebody',
    },
    {
      dial: async (record, options) => {
        const next = dials[Math.min(dialled++, dials.length - 1)]
        options.progress('dialling')
        if (next instanceof Failure) throw next
        return typeof next === 'function' ? next(record, options) : (next as Driver)
      },
      reach: () => 'local',
      questions: new Questions({ clock, log: quiet }),
      keyring: new Keyring(null),
      emit: (change) => changes.push(change),
      clock,
      random: () => 1,
      log: quiet,
    },
  )
  const phases = () =>
    changes.flatMap((change) => (change.type === 'connection' ? change.row.state.phase : []))
  return { connection, clock, changes, phases, dialled: () => dialled }
}

test('opening climbs its rungs, lists, and is open with the whole listing counted', async () => {
  const { connection, clock, changes, phases } = world([
    new FakeDriver([fakeDomain(1), fakeDomainOff(2)]),
  ])
  connection.open(null)
  await clock.advance(0)
  expect(new Set(phases())).toEqual(new Set(['opening', 'open']))
  expect(connection.row()).toMatchObject({
    state: { phase: 'open', hypervisor: 'FAKE', hostname: 'fake.example' },
    running: 1,
    total: 2,
  })
  expect(changes.filter(({ type }) => type === 'changed')).toHaveLength(1)
})

test('a first attempt that fails closes with the host’s words and is told once', async () => {
  const { connection, clock, dialled } = world([refused])
  const attempts: unknown[] = []
  connection.open((attempt) => attempts.push(attempt))
  await clock.advance(60_000)
  expect(connection.row().state).toMatchObject({
    phase: 'closed',
    error: { code: 'host.unreachable', detail: 'Connection refused' },
  })
  expect(attempts).toMatchObject([{ uri: 'fake:///', error: { code: 'host.unreachable' } }])
  expect(dialled()).toBe(1)
})

test('an autoconnecting one whose host is not there yet goes on trying', async () => {
  const { connection, clock } = world([refused, refused, new FakeDriver([])], true)
  connection.open(null)
  await clock.advance(400)
  expect(connection.row().state).toMatchObject({ phase: 'lost', retryAt: clock.now() + 100 })
  await clock.advance(1_000)
  expect(connection.row().state.phase).toBe('open')
})

test('a lost link says so and when it tries again, and reads lost until the host answers', async () => {
  const driver = new FakeDriver([fakeDomain(1)])
  const { connection, clock, phases } = world([driver, refused, refused, new FakeDriver([])])
  connection.open(null)
  await clock.advance(0)
  driver.lose()
  await clock.advance(0)
  const { state } = connection.row()
  expect(state).toMatchObject({ phase: 'lost', retryAt: clock.now() + 500 })
  expect(() => connection.driver()).toThrow('not open')
  await clock.advance(5_000)
  expect(connection.row().state.phase).toBe('open')
  const later = phases().slice(phases().indexOf('lost'))
  expect(later.filter((phase, at) => phase !== later[at - 1])).toEqual(['lost', 'opening', 'open'])
})

test('a reconnect tells only what changed and keeps since when states hold', async () => {
  const first = new FakeDriver([fakeDomain(1), fakeDomain(2)])
  const second = new FakeDriver([fakeDomain(1, { state: 'paused' }), fakeDomain(2), fakeDomain(3)])
  const { connection, clock, changes } = world([first, second])
  connection.open(null)
  await clock.advance(1_000)
  first.change(fakeDomain(1, { state: 'paused' }))
  await clock.advance(1_000)
  const since = connection.listing.row(fakeUuid(1))?.since
  expect(since).toBe(clock.now() - 1_000)
  first.lose()
  await clock.advance(2_000)
  const deltas = changes.filter((change) => change.type === 'changed')
  expect(deltas.map(({ revision }) => revision)).toEqual([1, 2, 3])
  expect(deltas.at(-1)?.domains.map(({ name }) => name)).toEqual(['guest-3'])
  expect(connection.listing.row(fakeUuid(1))?.since).toBe(since)
})

test('what the host tells is logged, with the connection’s own ups and downs', async () => {
  const driver = new FakeDriver([fakeDomain(1)])
  const { connection, clock } = world([driver, refused, new FakeDriver([])])
  connection.open(null)
  await clock.advance(0)
  driver.happen({ name: 'guest-1', event: 'suspended', detail: 'paused' })
  await clock.advance(0)
  driver.lose()
  await clock.advance(5_000)
  const log = connection.events().map(({ object, event }) => `${object} ${event}`)
  expect(log).toEqual([
    'connection opened',
    'domain suspended',
    'connection lost',
    'connection not opened',
    'connection reopened',
  ])
})

test('a thousand equal failures are one line of the log', async () => {
  const { connection, clock, dialled } = world([refused], true)
  connection.open(null)
  await clock.advance(60_000)
  expect(dialled()).toBeGreaterThan(20)
  expect(connection.events()).toHaveLength(1)
})

test('trying now does not wait for the next try and does not give up what was to be kept', async () => {
  const driver = new FakeDriver([])
  const { connection, clock, dialled } = world([driver, refused])
  connection.open(null)
  await clock.advance(0)
  driver.lose()
  await clock.advance(120_000)
  const before = dialled()
  connection.open(null)
  await clock.advance(0)
  expect(dialled()).toBe(before + 1)
  expect(connection.row().state).toMatchObject({ phase: 'lost', retryAt: expect.any(Number) })
})

test('a host that answers nothing is given up after the limit of that rung', async () => {
  const { connection, clock } = world([
    (_record, { signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Failure('host.lost')))
      }),
  ])
  connection.open(null)
  await clock.advance(14_999)
  expect(connection.row().state).toMatchObject({ phase: 'opening', rung: 'dialling' })
  await clock.advance(1)
  expect(connection.row().state).toMatchObject({
    phase: 'closed',
    error: { code: 'host.silent' },
  })
})

test('a dialler that ignores its signal is left behind, and what it opens late is closed', async () => {
  const late = new FakeDriver([])
  let answer: (driver: Driver) => void = () => {}
  const { connection, clock } = world([
    () =>
      new Promise((resolve) => {
        answer = resolve
      }),
  ])
  connection.open(null)
  await clock.advance(20_000)
  expect(connection.row().state.phase).toBe('closed')
  answer(late)
  await clock.advance(0)
  expect(late.closed).toBe(true)
})

test('closing closes the driver, empties the listing and leaves nothing asleep', async () => {
  const driver = new FakeDriver([fakeDomain(1)])
  const { connection, clock, changes } = world([driver])
  connection.open(null)
  await clock.advance(0)
  const closing = connection.close()
  expect(connection.row()).toMatchObject({ state: { phase: 'closed', error: null }, total: 0 })
  await closing
  expect(driver.closed).toBe(true)
  await clock.advance(10)
  expect(changes.at(-1)).toMatchObject({ type: 'events', rows: [{ event: 'closed' }] })
  expect(clock.sleeping).toBe(0)
})

test('opening again while the old link still closes waits for its end', async () => {
  const first = new FakeDriver([])
  const { connection, clock, dialled } = world([first, new FakeDriver([])])
  connection.open(null)
  await clock.advance(0)
  let letGo = () => {}
  first.close = () =>
    new Promise((resolve) => {
      letGo = () => resolve(first.lose(null))
    })
  void connection.close()
  connection.open(null)
  await clock.advance(0)
  expect([dialled(), connection.row().state.phase]).toEqual([1, 'opening'])
  letGo()
  await clock.advance(0)
  expect([dialled(), connection.row().state.phase]).toEqual([2, 'open'])
})

test('a forgotten one says no more', async () => {
  const { connection, clock, changes } = world([new FakeDriver([fakeDomain(1)])])
  connection.open(null)
  await clock.advance(0)
  const before = changes.length
  await connection.forget()
  await clock.advance(10)
  expect(changes).toHaveLength(before)
})

test('a nudge does not wait for the next try', async () => {
  const driver = new FakeDriver([])
  const { connection, clock, dialled } = world([driver, refused])
  connection.open(null)
  await clock.advance(0)
  driver.lose()
  await clock.advance(120_000)
  await clock.advance(600)
  const before = dialled()
  connection.nudge()
  await clock.advance(0)
  expect(dialled()).toBe(before + 1)
  for (let nudge = 0; nudge < 100; nudge++) connection.nudge()
  await clock.advance(499)
  expect(dialled()).toBe(before + 1)
})

test('a way that only lets us look is read-only for as long as it is the one', async () => {
  const proxy = Object.assign(new FakeDriver([]), { readOnly: true as const })
  const { connection, clock } = world([proxy, new FakeDriver([])])
  connection.open(null)
  await clock.advance(0)
  expect(connection.row().readOnly).toBe(true)
  proxy.lose()
  await clock.advance(2_000)
  expect(connection.row()).toMatchObject({ readOnly: false, state: { phase: 'open' } })
})
