import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { type ServerMessage, serverMessage, type TaskRow } from '../../lib/contract/live.ts'
import { FakeClock } from '../../lib/fake-clock.ts'
import type { Viewer } from '../auth/viewer.ts'
import { Connections } from '../connections/connections.ts'
import { FakeDriver, fakeDomain, fakeUuid } from '../connections/fake-driver.ts'
import { forgetful, memoryStore, savedConnection } from '../connections/memory-store.ts'
import { Questions } from '../connections/questions.ts'
import { quiet } from '../connections/quiet-log.ts'
import type { BrowserSocket } from './browser.ts'
import { Hub } from './hub.ts'
import type { StatsMessage } from './stats.ts'

/** A browser's socket that reads at once, or after `stall` not at all until `drain`. */
class FakeSocket extends EventEmitter {
  readyState = 1
  bufferedAmount = 0
  #unsent: (() => void)[] | null = null
  closedWith: number | 'terminated' | null = null
  readonly sent: ServerMessage[] = []
  readonly compressed: string[] = []

  send(bytes: Buffer, { compress }: { compress: boolean }, done: () => void): void {
    const message = serverMessage.parse(JSON.parse(bytes.toString()))
    this.sent.push(message)
    if (compress) this.compressed.push(message.type)
    if (this.#unsent === null) {
      queueMicrotask(done)
      return
    }
    this.bufferedAmount += bytes.length
    this.#unsent.push(done)
  }

  stall(): void {
    this.#unsent = []
  }

  drain(): void {
    const unsent = this.#unsent ?? []
    this.#unsent = null
    this.bufferedAmount = 0
    for (const done of unsent) done()
  }

  close(code: number): void {
    this.closedWith ??= code
    this.readyState = 3
    this.emit('close')
  }

  terminate(): void {
    this.closedWith ??= 'terminated'
    this.emit('close')
  }

  ping(): void {
    if (this.#unsent === null) this.emit('pong')
  }

  say(message: unknown): void {
    const text = typeof message === 'string' ? message : JSON.stringify(message)
    this.emit('message', Buffer.from(text), false)
  }

  of<T extends ServerMessage['type']>(type: T): Extract<ServerMessage, { type: T }>[] {
    return this.sent.filter((message) => message.type === type) as never
  }
}

/** A hub over two real connections to fake hosts, `one` with a hundred domains. */
async function world(domains = 100) {
  const clock = new FakeClock()
  const drivers: FakeDriver[] = []
  const { store } = memoryStore([
    savedConnection({ id: 'one', autoconnect: true }),
    savedConnection({ id: 'two', autoconnect: true, readOnly: true }),
  ])
  const questions = new Questions({ clock, log: quiet })
  const connections = new Connections({
    store,
    openDriver: async () => {
      const count = drivers.length === 0 ? domains : 1
      const driver = new FakeDriver(Array.from({ length: count }, (_, at) => fakeDomain(at)))
      drivers.push(driver)
      return driver
    },
    surroundings: async () => ({
      uid: 0,
      env: {},
      libvirtConf: null,
      sockets: [],
      showcase: '',
    }),
    questions,
    credentials: forgetful,
    clock,
    log: quiet,
  })
  await connections.start()
  await clock.advance(10)
  const tell: { stats: (message: StatsMessage) => void; task: (row: TaskRow) => void } = {
    stats: () => {},
    task: () => {},
  }
  const hub = new Hub({
    connections,
    stats: {
      subscribe: (listener) => {
        tell.stats = listener
        return () => {}
      },
    },
    questions,
    tasks: {
      subscribe: (listener) => {
        tell.task = listener
        return () => {}
      },
    },
    clock,
    log: quiet,
    build: 'test',
  })
  const join = (sees: (connection: string | null) => boolean = () => true) => {
    const socket = new FakeSocket()
    const change: { tell: (what: 'grants' | 'ended') => void; sees: typeof sees } = {
      tell: () => {},
      sees,
    }
    const viewer: Viewer = {
      person: { id: 'ada', name: 'Ada', grants: [], createdAt: 0 },
      may: (_needs, connection) => change.sees(connection),
      onChange: (listener) => {
        change.tell = listener
        return () => {}
      },
    }
    hub.accept(socket as unknown as BrowserSocket, viewer)
    return { socket, viewer: change }
  }
  return { clock, connections, drivers, hub, join, tell }
}

/** So many domains that their listing alone is more than is handed to a socket that does not take it. */
const crowd = 3_000
const task = (id: string, connection: string | null, state: TaskRow['state']): TaskRow => ({
  id,
  connection,
  state,
  person: 'Ada',
  verb: 'domain.start',
  subject: 'guest-1',
  domain: fakeUuid(1),
  at: 0,
  endedAt: null,
  error: null,
  virsh: null,
})
const stats = (connection: string): StatsMessage => ({
  type: 'stats',
  connection,
  at: 0,
  node: null,
  domains: [[fakeUuid(1), 0.5, null, null, null, null, null]],
})

test('a new socket hears hello and then all connections it may see', async () => {
  const { join } = await world()
  const { socket } = join((connection) => connection === 'one')
  expect(socket.sent.map(({ type }) => type)).toEqual(['hello', 'connections'])
  expect(socket.of('connections')[0]?.rows.map(({ id }) => id)).toEqual(['one'])
})

test('who watches gets the listing and then each change as the next revision', async () => {
  const { join, drivers, clock } = await world()
  const { socket } = join()
  socket.say({ type: 'watch', connection: 'one' })
  drivers[0]?.change(fakeDomain(1, { state: 'paused' }))
  await clock.advance(10)
  const [listing] = socket.of('listing')
  const [changed] = socket.of('changed')
  expect(listing?.domains).toHaveLength(100)
  expect(changed).toMatchObject({
    revision: (listing?.revision ?? 0) + 1,
    domains: [{ name: 'guest-1', state: 'paused' }],
    removed: [],
  })
})

test('who does not watch hears of the connection and nothing of its domains', async () => {
  const { join, drivers, clock, tell } = await world()
  const { socket } = join()
  drivers[0]?.change(fakeDomain(1, { id: null, state: 'shutoff' }))
  drivers[0]?.happen({ event: 'stopped' })
  tell.stats(stats('one'))
  await clock.advance(10)
  const later = socket.sent.slice(2)
  expect(later.map(({ type }) => type)).toEqual(['connection'])
  expect(later).toMatchObject([{ row: { running: 99, total: 100 } }])
})

test('a hidden tab gets no stats, and one that unwatched gets nothing more', async () => {
  const { join, drivers, clock, tell } = await world()
  const { socket } = join()
  socket.say({ type: 'watch', connection: 'one' })
  tell.stats(stats('one'))
  socket.say({ type: 'stats', on: false })
  tell.stats(stats('one'))
  expect(socket.of('stats')).toHaveLength(1)
  socket.say({ type: 'unwatch', connection: 'one' })
  drivers[0]?.change(fakeDomain(1, { state: 'paused' }))
  await clock.advance(10)
  expect(socket.of('changed')).toEqual([])
})

test('what somebody may not see is neither listed, nor watched, nor told', async () => {
  const { join, drivers, clock, tell, connections } = await world()
  const { socket } = join((connection) => connection === 'two')
  socket.say({ type: 'watch', connection: 'one' })
  drivers[0]?.change(fakeDomain(1, { state: 'paused' }))
  tell.task(task('a', 'one', 'running'))
  tell.task(task('b', 'two', 'running'))
  await connections.close('one')
  await connections.remove('one')
  await clock.advance(10)
  expect(socket.sent.map(({ type }) => type)).toEqual(['hello', 'connections', 'task'])
  expect(socket.of('task')[0]?.row.id).toBe('b')
})

test('a browser that lags gets the newest listing once it has caught up, and no other waits for it', async () => {
  const { join, drivers, clock } = await world(crowd)
  const slow = join().socket
  const quick = join().socket
  for (const socket of [slow, quick]) socket.say({ type: 'watch', connection: 'one' })
  slow.stall()
  slow.say({ type: 'watch', connection: 'one' })
  const handed = slow.sent.length
  for (let round = 0; round < 100; round += 1) {
    drivers[0]?.change(fakeDomain(1, { vcpus: round + 3 }))
    await clock.advance(10)
  }
  expect(slow.sent).toHaveLength(handed)
  expect(quick.of('changed')).toHaveLength(100)
  slow.drain()
  const newest = slow.sent.slice(handed)
  expect(newest.map(({ type }) => type)).toEqual(['listing'])
  expect(newest[0]).toMatchObject({ revision: quick.of('changed').at(-1)?.revision })
  drivers[0]?.change(fakeDomain(1, { vcpus: 1 }))
  await clock.advance(10)
  expect(slow.sent.at(-1)).toEqual(quick.sent.at(-1))
})

test('a browser that lags loses stats, keeps each task’s newest state and the log without a hole', async () => {
  const { join, drivers, clock, tell } = await world(crowd)
  const { socket } = join()
  socket.stall()
  socket.say({ type: 'watch', connection: 'one' })
  const handed = socket.sent.length
  tell.stats(stats('one'))
  tell.task(task('a', 'one', 'running'))
  tell.task(task('a', 'one', 'done'))
  for (const event of ['started', 'suspended', 'resumed']) {
    drivers[0]?.happen({ event })
    await clock.advance(10)
  }
  socket.drain()
  const late = socket.sent.slice(handed)
  expect(late.map(({ type }) => type)).toEqual(['task', 'events'])
  expect(late[0]).toMatchObject({ row: { state: 'done' } })
  const told = socket.of('events').flatMap(({ rows }) => rows.map(({ event }) => event))
  expect(told).toEqual(['started', 'suspended', 'resumed'])
})

test('a browser that falls too far behind is told to start anew', async () => {
  const { join, tell } = await world(crowd)
  const { socket } = join()
  socket.stall()
  socket.say({ type: 'watch', connection: 'one' })
  for (let number = 0; number < 2_001; number += 1) {
    tell.task(task(`task-${number}`, 'one', 'running'))
  }
  expect(socket.closedWith).toBe(1013)
})

test('a thousand browsers that read nothing hold one copy of what they were sent', async () => {
  const { join, drivers, clock, hub } = await world(1_000)
  const buffers = new Set<Buffer>()
  for (let number = 0; number < 1_000; number += 1) {
    const { socket } = join()
    socket.stall()
    socket.send = (bytes) => {
      socket.bufferedAmount += bytes.length
      buffers.add(bytes)
    }
    socket.say({ type: 'watch', connection: 'one' })
  }
  for (let round = 0; round < 20; round += 1) {
    drivers[0]?.change(fakeDomain(1, { vcpus: round + 3 }))
    await clock.advance(10)
  }
  expect(hub.size).toBe(1_000)
  expect(buffers.size).toBeLessThanOrEqual(21)
})

test.each([
  ['what is not JSON', 'hello'],
  ['what no page says', '{"type":"launch"}'],
  ['half of it', '{"type":"watch"}'],
  ['a list', '[]'],
  ['too much', `{"type":"stats","on":true,"more":"${'x'.repeat(5_000)}"}`],
])('a browser that says %s is shown out', async (_, text) => {
  const { join } = await world()
  const { socket } = join()
  socket.say(text)
  expect(socket.closedWith).toBe(1008)
})

test('a browser that talks without end is shown out', async () => {
  const { join } = await world()
  const { socket } = join()
  for (let number = 0; number < 2_001; number += 1) socket.say({ type: 'stats', on: true })
  expect(socket.closedWith).toBe(1008)
})

test('a revoked grant ends what was watched at once, also what still waits for a slow reader', async () => {
  const { join, drivers, clock } = await world(crowd)
  const { socket, viewer } = join()
  socket.stall()
  socket.say({ type: 'watch', connection: 'one' })
  drivers[0]?.change(fakeDomain(1, { state: 'paused' }))
  await clock.advance(10)
  viewer.sees = (connection) => connection === 'two'
  viewer.tell('grants')
  const handed = socket.sent.length
  socket.drain()
  drivers[0]?.change(fakeDomain(1, { state: 'running' }))
  await clock.advance(10)
  const later = socket.sent.slice(handed)
  expect(later.map(({ type }) => type)).toEqual(['connections'])
  expect(
    socket
      .of('connections')
      .at(-1)
      ?.rows.map(({ id }) => id),
  ).toEqual(['two'])
})

test('signing out closes the socket', async () => {
  const { join, hub } = await world()
  const { socket, viewer } = join()
  viewer.tell('ended')
  expect([socket.closedWith, hub.size]).toEqual([4401, 0])
})

test('a socket that answers no ping is ended, one that still takes bytes is not', async () => {
  const { join, clock, hub } = await world()
  const alive = join().socket
  const dead = join().socket
  const slow = join().socket
  dead.stall()
  slow.stall()
  slow.bufferedAmount = 1e6
  await clock.advance(30_000)
  slow.bufferedAmount -= 1
  await clock.advance(30_000)
  expect([alive.closedWith, dead.closedWith, slow.closedWith]).toEqual([null, 'terminated', null])
  expect(hub.size).toBe(2)
})

test('a forgotten connection is forgotten by who knew it', async () => {
  const { join, connections } = await world()
  const { socket } = join()
  socket.say({ type: 'watch', connection: 'one' })
  await connections.remove('one')
  expect(socket.sent.at(-1)).toEqual({ type: 'forgotten', connection: 'one' })
  socket.say({ type: 'watch', connection: 'one' })
  expect(socket.of('listing')).toHaveLength(1)
})

test('rows are compressed where they are many; small things and stats are not', async () => {
  const { join, drivers, clock, tell } = await world()
  const { socket } = join()
  socket.say({ type: 'watch', connection: 'one' })
  drivers[0]?.change(fakeDomain(1, { state: 'paused' }))
  await clock.advance(10)
  for (let number = 0; number < 50; number += 1) {
    drivers[0]?.change(fakeDomain(number, { state: 'paused' }))
  }
  tell.stats({ ...stats('one'), domains: Array(200).fill(stats('one').domains[0]) })
  await clock.advance(10)
  expect(socket.of('changed').map(({ domains }) => domains.length)).toEqual([1, 49])
  expect(socket.compressed).toEqual(['listing', 'changed'])
})

test('the end of the server is told to everybody, and nobody else is let in', async () => {
  const { join, hub, clock } = await world()
  const { socket } = join()
  hub.close()
  expect([socket.closedWith, join().socket.closedWith]).toEqual([1001, 1001])
  expect(clock.sleeping).toBe(0)
})
