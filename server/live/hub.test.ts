import { expect, test } from 'vitest'
import type { TaskRow } from '../../lib/contract/live.ts'
import { fakeDomain, fakeUuid } from '../connections/fake-driver.ts'
import { hubWorld } from './fake-hub.ts'
import type { StatsMessage } from './stats.ts'

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
  const { join } = await hubWorld()
  const { socket } = join((connection) => connection === 'one')
  expect(socket.sent.map(({ type }) => type)).toEqual(['hello', 'connections'])
  expect(socket.of('connections')[0]?.rows.map(({ id }) => id)).toEqual(['one'])
})

test('who watches gets the listing and then each change as the next revision', async () => {
  const { join, drivers, clock } = await hubWorld()
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
  const { join, drivers, clock, tell } = await hubWorld()
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
  const { join, drivers, clock, tell } = await hubWorld()
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
  const { join, drivers, clock, tell, connections } = await hubWorld()
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
  const { join, drivers, clock } = await hubWorld(crowd)
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
  const { join, drivers, clock, tell } = await hubWorld(crowd)
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
  const { join, tell } = await hubWorld(crowd)
  const { socket } = join()
  socket.stall()
  socket.say({ type: 'watch', connection: 'one' })
  for (let number = 0; number < 2_001; number += 1) {
    tell.task(task(`task-${number}`, 'one', 'running'))
  }
  expect(socket.closedWith).toBe(1013)
})

test('a thousand browsers that read nothing hold one copy of what they were sent', async () => {
  const { join, drivers, clock, hub } = await hubWorld(1_000)
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
  const { join } = await hubWorld()
  const { socket } = join()
  socket.say(text)
  expect(socket.closedWith).toBe(1008)
})

test('a browser that talks without end is shown out', async () => {
  const { join } = await hubWorld()
  const { socket } = join()
  for (let number = 0; number < 2_001; number += 1) socket.say({ type: 'stats', on: true })
  expect(socket.closedWith).toBe(1008)
})

test('a revoked grant ends what was watched at once, also what still waits for a slow reader', async () => {
  const { join, drivers, clock } = await hubWorld(crowd)
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
  const { join, hub } = await hubWorld()
  const { socket, viewer } = join()
  viewer.tell('ended')
  expect([socket.closedWith, hub.size]).toEqual([4401, 0])
})

test('a socket that answers no ping is ended, one that still takes bytes is not', async () => {
  const { join, clock, hub } = await hubWorld()
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
  const { join, connections } = await hubWorld()
  const { socket } = join()
  socket.say({ type: 'watch', connection: 'one' })
  await connections.remove('one')
  expect(socket.sent.at(-1)).toEqual({ type: 'forgotten', connection: 'one' })
  socket.say({ type: 'watch', connection: 'one' })
  expect(socket.of('listing')).toHaveLength(1)
})

test('rows are compressed where they are many; small things and stats are not', async () => {
  const { join, drivers, clock, tell } = await hubWorld()
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
  const { join, hub, clock } = await hubWorld()
  const { socket } = join()
  hub.close()
  expect([socket.closedWith, join().socket.closedWith]).toEqual([1001, 1001])
  expect(clock.sleeping).toBe(0)
})
