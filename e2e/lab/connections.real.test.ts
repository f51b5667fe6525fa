import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import type { DomainRow } from '../../lib/contract/live.ts'
import type { Change } from '../../server/connections/connection.ts'
import { openRemote } from '../../server/drivers/remote/open.ts'
import { dialUnix } from '../../server/transport/unix.ts'
import { type LabDaemon, startDaemon } from './daemon.ts'
import { ada, watchedConnections, watchedTasks } from './watched-connections.ts'
import { worldName, worldUuid } from './world.ts'

/** Over our own remote driver alone. */
const overSocket = () =>
  watchedConnections(({ remoteName, socket }, options) =>
    openRemote(
      { remoteName: remoteName ?? '' },
      ({ signal }) => dialUnix(socket ?? '', signal),
      options,
    ),
  )

/** Names of domains whose definition has not been read yet. */
const unread = (rows: readonly DomainRow[]) =>
  rows.filter(({ details }) => details === null).map(({ name }) => name)

describe.skipIf(inject('labSkipped') !== null)('connections to a real libvirtd', () => {
  let lab: LabDaemon
  let live: ReturnType<typeof overSocket>
  beforeAll(async () => {
    lab = await startDaemon()
  })
  afterAll(() => lab.stop())
  beforeEach(() => {
    live = overSocket()
    return () => live.connections.stop()
  })

  test('a world of a thousand domains is open with all of them listed', async () => {
    const id = await live.open(lab.uri('test', lab.writeWorld(1_000)))
    expect(live.connections.row(id)).toMatchObject({ total: 1_000, running: 650 })
  })

  test('what is done to one of a thousand domains is told with its new state', async () => {
    const id = await live.open(lab.uri('test', lab.writeWorld(1_000)))
    const driver = live.connections.driver(id)
    const from = live.told.length
    await driver.domains.suspend(worldUuid(0))
    const paused = (change: Change) =>
      change.type === 'changed' &&
      change.domains.some(({ state, uuid }) => uuid === worldUuid(0) && state === 'paused')
    await live.until(paused, from)
    const row = live.connections.domain(id, worldUuid(0))
    expect(row).toMatchObject({ name: worldName(0), state: 'paused', reason: 'user' })
    expect(row.since).toBeGreaterThan(0)
  })

  test('killed, it is lost and retried; restarted, it is right again, told by what changed alone', async () => {
    await lab.defineQemu('kept')
    await lab.defineQemu('second')
    const id = await live.open(lab.uri('qemu', '/system'))
    await lab.virsh('start', 'kept')
    await live.until(({ type }) => type === 'changed', 0)
    await expect.poll(() => live.connections.row(id).running).toBe(1)
    await expect.poll(() => unread(live.connections.domains(id))).toEqual([])
    const [{ since } = { since: null }] = live.connections
      .domains(id)
      .filter(({ name }) => name === 'kept')
    expect(since).toBeGreaterThan(0)

    const killed = live.told.length
    await lab.kill9()
    await live.becomes('lost', killed)
    expect(live.connections.row(id).state).toMatchObject({ retryAt: expect.any(Number) })
    expect(live.connections.row(id).total).toBe(2)
    await new Promise((resolve) => setTimeout(resolve, 2_000))

    const restarted = live.told.length
    await lab.restart()
    await live.becomes('open', restarted)
    const deltas = live.told.slice(killed).filter((change) => change.type === 'changed')
    // the one that runs may differ in what libvirtd had no time to tell before
    expect(deltas.flatMap(({ domains }) => domains.map(({ name }) => name))).not.toContain('second')
    expect(live.connections.domains(id).find(({ name }) => name === 'kept')).toMatchObject({
      state: 'running',
      since,
    })
    await lab.virsh('destroy', 'kept')
    await expect.poll(() => live.connections.row(id).running).toBe(0)
  })

  test('an action ends as the host says, and as unknown when the host dies meanwhile', async () => {
    const id = await live.open(lab.uri('test', '/default'))
    const { tasks, ends } = watchedTasks(live.connections)
    const [domain] = live.connections.domains(id)
    await tasks.act(id, domain?.uuid ?? '', 'suspend', ada)
    await tasks.settled()
    expect(ends).toMatchObject([{ state: 'done', subject: 'test' }])
    await expect
      .poll(() => live.connections.domain(id, domain?.uuid ?? '').state, { interval: 5 })
      .toBe('paused')

    await lab.freeze()
    await tasks.act(id, domain?.uuid ?? '', 'resume', ada)
    await lab.kill9()
    await tasks.settled()
    expect(ends.at(-1)).toMatchObject({ state: 'unknown', error: { code: 'outcome.unknown' } })
    await lab.restart()
  })
})
