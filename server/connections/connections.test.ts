import { expect, test } from 'vitest'
import type { Surroundings } from '../../lib/contract/http.ts'
import type { Person } from '../../lib/contract/people.ts'
import { Failure } from '../../lib/failure.ts'
import { FakeClock } from '../../lib/fake-clock.ts'
import type { ConnectionRecord } from '../store/connections.ts'
import type { Change } from './connection.ts'
import { type Asked, Connections, type ConnectionsDeps } from './connections.ts'
import { FakeDriver, fakeDomain, fakeUuid } from './fake-driver.ts'
import { hostKeyQuestion } from './fake-questions.ts'
import { forgetful, memoryStore, savedConnection as saved } from './memory-store.ts'
import { Questions } from './questions.ts'
import { quiet } from './quiet-log.ts'

const ada: Person = { id: 'ada', name: 'Ada', grants: [], createdAt: 0 }
const surroundings: Surroundings = {
  uid: 1000,
  env: {},
  libvirtConf: 'uri_aliases = [ "lab=test:///default" ]',
  sockets: [],
  showcase: '',
}
const wish = { uri: 'test:///default', readOnly: false, autoconnect: false, name: null }
function world(
  records: ConnectionRecord[] = [],
  openDriver: ConnectionsDeps['openDriver'] = async () => new FakeDriver([fakeDomain(1)]),
) {
  const clock = new FakeClock()
  const { store, kept, attempts } = memoryStore(records)
  const questions = new Questions({ clock, log: quiet })
  const connections = new Connections({
    store,
    openDriver,
    surroundings: async () => surroundings,
    questions,
    credentials: forgetful,
    clock,
    log: quiet,
  })
  return { connections, questions, clock, store, kept, attempts }
}

test('opening answers at once and saves; the rest of its life is told', async () => {
  const { connections, clock, kept, attempts } = world()
  const changes: Change[] = []
  connections.subscribe((change) => changes.push(change))
  const row = await connections.open({ ...wish, uri: ' test:///default ' }, ada)
  expect(row).toMatchObject({ uri: 'test:///default', state: { phase: 'opening' } })
  expect([...kept.values()]).toMatchObject([{ uri: 'test:///default', createdBy: 'ada' }])
  await clock.advance(0)
  expect(connections.row(row.id).state.phase).toBe('open')
  expect(changes.some(({ type }) => type === 'changed')).toBe(true)
  expect(attempts).toMatchObject([{ person: 'ada', uri: 'test:///default', error: null }])
})

test.each([
  ['qemu:///x y', 'uri.invalid', /At character 10: /],
  ['qemu://system', 'uri.refused', /qemu:\/\/\/system/],
  ['nosuchalias', 'uri.refused', /alias/],
])('%s is refused with %s and nothing is saved', async (uri, code, detail) => {
  const { connections, kept } = world()
  await expect(connections.open({ ...wish, uri }, ada)).rejects.toMatchObject({
    code,
    detail: expect.stringMatching(detail),
  })
  expect(kept.size).toBe(0)
})

test('what cannot be saved is not kept open either', async () => {
  const driver = new FakeDriver([fakeDomain(1)])
  const { connections, clock, store } = world([], async () => driver)
  const changes: Change[] = []
  connections.subscribe((change) => changes.push(change))
  let fail: (cause: Error) => void = () => {}
  store.connections.insert = () => new Promise((_, reject) => (fail = reject))
  const opening = connections.open(wish, ada)
  await clock.advance(0)
  fail(new Error('the disk is full'))
  await expect(opening).rejects.toThrow('the disk is full')
  expect(connections.rows()).toEqual([])
  expect(changes.at(-1)).toMatchObject({ type: 'forgotten' })
  expect(await driver.ended).toBeNull()
})

test('an alias of libvirt.conf opens what it stands for', async () => {
  const plans: unknown[] = []
  const { connections, clock } = world([], async (plan) => {
    plans.push(plan)
    return new FakeDriver([])
  })
  await connections.open({ ...wish, uri: 'lab' }, ada)
  await clock.advance(0)
  expect(plans).toMatchObject([{ driver: 'test', options: { world: 'default' } }])
})

test('two who open the same URI at once share one connection; read-only is another', async () => {
  const { connections } = world()
  const [one, other] = await Promise.all([connections.open(wish, ada), connections.open(wish, ada)])
  const reader = await connections.open({ ...wish, readOnly: true }, ada)
  expect(other.id).toBe(one.id)
  expect(reader.id).not.toBe(one.id)
  expect(connections.rows()).toHaveLength(2)
})

test('who asks is told of, with how it came out, also when it is closed meanwhile', async () => {
  const { connections, clock, attempts } = world([saved({})], () => new Promise(() => {}))
  await connections.start()
  const asked: Asked[] = []
  connections.onAsked((one) => asked.push(one))
  connections.reopen('one', ada)
  await clock.advance(0)
  void connections.close('one')
  expect(asked).toMatchObject([{ verb: 'connection.reopen', by: { id: 'ada' } }])
  await expect(asked[0]?.ended).resolves.toMatchObject({ code: 'connection.not-open' })
  expect(attempts).toEqual([])
})

test('opening what is there already keeps its name and only adds autoconnect', async () => {
  const { connections, kept } = world([saved({ name: 'Lab' })])
  await connections.start()
  await connections.open({ ...wish, autoconnect: true }, ada)
  expect(kept.get('one')).toMatchObject({ name: 'Lab', autoconnect: true })
})

test('at start those that autoconnect open and the others wait', async () => {
  const { connections, clock, attempts } = world([
    saved({ id: 'auto', autoconnect: true }),
    saved({ id: 'manual', readOnly: true }),
  ])
  await connections.start()
  await clock.advance(0)
  expect(connections.rows().map(({ id, state }) => [id, state.phase])).toEqual([
    ['auto', 'open'],
    ['manual', 'closed'],
  ])
  expect(attempts).toEqual([])
})

test('what is saved of it changes in the store and on every screen', async () => {
  const { connections, kept } = world([saved({})])
  await connections.start()
  const told: Change[] = []
  connections.subscribe((change) => told.push(change))
  const row = await connections.update('one', { name: 'Lab', tags: ['x'] })
  expect(row).toMatchObject({ name: 'Lab', tags: ['x'], autoconnect: false })
  expect(kept.get('one')).toMatchObject({ name: 'Lab' })
  expect(told).toMatchObject([{ type: 'connection', row: { name: 'Lab' } }])
})

test('a removed one is closed, forgotten and told so once', async () => {
  const driver = new FakeDriver([])
  const { connections, clock, kept } = world([saved({ autoconnect: true })], async () => driver)
  await connections.start()
  await clock.advance(0)
  const told: Change[] = []
  connections.subscribe((change) => told.push(change))
  await connections.remove('one')
  await clock.advance(10)
  expect(told).toEqual([{ type: 'forgotten', connection: 'one' }])
  expect([driver.closed, kept.size, connections.has('one')]).toEqual([true, 0, false])
  expect(() => connections.row('one')).toThrow(Failure)
})

test('what is not there is a failure with its code', async () => {
  const { connections, clock } = world([saved({})])
  await connections.start()
  const codeOf = (work: () => unknown) => {
    try {
      work()
      return null
    } catch (cause) {
      return (cause as Failure).code
    }
  }
  expect(codeOf(() => connections.driver('nosuch'))).toBe('connection.missing')
  expect(codeOf(() => connections.driver('one'))).toBe('connection.not-open')
  connections.reopen('one', ada)
  await clock.advance(0)
  expect(codeOf(() => connections.domain('one', fakeUuid(9)))).toBe('domain.missing')
  expect(connections.domain('one', fakeUuid(1)).name).toBe('guest-1')
})

test('no more than five hundred are kept', async () => {
  const many = Array.from({ length: 500 }, (_, number) =>
    saved({ id: `c${number}`, uri: `test:///world-${number}.xml` }),
  )
  const { connections } = world(many)
  await connections.start()
  await expect(connections.open(wish, ada)).rejects.toMatchObject({ code: 'server.busy' })
})

test('stopping closes every driver, and does not wait for one that will not', async () => {
  const drivers: FakeDriver[] = []
  const { connections, clock } = world(
    [saved({ id: 'good', autoconnect: true }), saved({ id: 'bad', uri: 'lab', autoconnect: true })],
    async () => {
      const driver = new FakeDriver([])
      if (drivers.length > 0) driver.close = () => new Promise(() => {})
      drivers.push(driver)
      return driver
    },
  )
  await connections.start()
  await clock.advance(0)
  let stopped = false
  void connections.stop().then(() => {
    stopped = true
  })
  await clock.advance(5_000)
  expect([stopped, drivers[0]?.closed]).toEqual([true, true])
})

test('an examination is followed by who asked for it, under the name they gave it', async () => {
  const { connections, clock } = world()
  const climbs: unknown[] = []
  connections.onClimb(({ person, examination, rungs }) =>
    climbs.push([person, examination, rungs.at(-1)?.outcome]),
  )
  const wanted = { uri: ' test:///default ', readOnly: false }
  const unfollowed = connections.examine({ ...wanted, examination: null }, ada)
  await clock.advance(0)
  const rungs = await unfollowed
  expect([rungs.at(-1)?.outcome, climbs]).toEqual(['ok', []])
  const followed = connections.examine({ ...wanted, examination: 'e1' }, ada)
  await clock.advance(0)
  await followed
  expect(climbs.at(-1)).toEqual(['ada', 'e1', 'ok'])
  expect(connections.rows()).toEqual([])
})

test('what the host asks an examination is asked of its asker, and twenty are enough', async () => {
  const { connections, clock, questions } = world([], async (_plan, { asker, signal }) => {
    await asker.hostKey(hostKeyQuestion, signal)
    return new FakeDriver([])
  })
  const wanted = { uri: 'test:///default', readOnly: false, examination: null }
  const stop = new AbortController()
  const all = Array.from({ length: 20 }, () => connections.examine(wanted, ada, stop.signal))
  await clock.advance(0)
  expect(questions.of('ada')).toHaveLength(20)
  await expect(connections.examine(wanted, ada)).rejects.toMatchObject({ code: 'server.busy' })
  stop.abort(new Failure('host.lost'))
  await clock.advance(0)
  await Promise.all(all)
  expect(questions.of('ada')).toEqual([])
})
