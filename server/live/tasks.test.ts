import { expect, test } from 'vitest'
import type { ConnectionRow, TaskRow } from '../../lib/contract/live.ts'
import type { Person } from '../../lib/contract/people.ts'
import { Failure } from '../../lib/failure.ts'
import { FakeClock, turn } from '../../lib/fake-clock.ts'
import type { Asked } from '../connections/connections.ts'
import { FakeDriver, fakeDomain, fakeDomainOff, fakeUuid } from '../connections/fake-driver.ts'
import { quiet } from '../connections/quiet-log.ts'
import { type TaskArchive, Tasks } from './tasks.ts'

const ada: Person = { id: 'ada', name: 'Ada', grants: [], createdAt: 0 }
const guests = [fakeDomain(1), fakeDomainOff(2), fakeDomain(3, { persistent: false })]

const connection: ConnectionRow = {
  id: 'one',
  uri: 'test:///default',
  name: null,
  readOnly: false,
  autoconnect: false,
  tags: [],
  state: { phase: 'closed', error: null },
  running: 0,
  total: 0,
}

function world({ readOnly = false, open = true } = {}) {
  const clock = new FakeClock()
  const driver = new FakeDriver([])
  const kept: TaskRow[] = []
  const told: TaskRow[] = []
  const archive: TaskArchive = {
    insert: async (row) => {
      kept.unshift(row)
    },
    finish: async (task, end) => {
      const at = kept.findIndex((row) => row.id === task)
      kept[at] = { ...(kept[at] as TaskRow), ...end }
    },
    recent: async (limit) => kept.slice(0, limit),
    abandon: async () => {
      kept.length = 0
    },
  }
  let id = 0
  let ask: (asked: Asked) => void = () => {}
  const tasks = new Tasks({
    connections: {
      row: () => ({ ...connection, readOnly }),
      driver: () => {
        if (!open) throw new Failure('connection.not-open')
        return driver
      },
      domain: (_id, uuid) => {
        const found = guests.find((domain) => domain.uuid === uuid)
        if (found === undefined) throw new Failure('domain.missing')
        return { ...found, since: null }
      },
      onAsked: (listener) => {
        ask = listener
        return () => {}
      },
    },
    archive,
    newId: () => `task-${id++}`,
    clock,
    log: quiet,
  })
  tasks.subscribe((row) => told.push(row))
  const act = (action: Parameters<Tasks['act']>[2], number: number) =>
    tasks.act('one', fakeUuid(number), action, ada)
  return { tasks, clock, driver, kept, told, archive, act, ask: (asked: Asked) => ask(asked) }
}

test('an action answers at once and its end comes by the live path', async () => {
  const { driver, clock, told, kept, act, tasks } = world()
  driver.answer = () => clock.sleep(1_000)
  const row = await act('suspend', 1)
  expect(row).toMatchObject({
    person: 'Ada',
    verb: 'domain.suspend',
    subject: 'guest-1',
    state: 'running',
    endedAt: null,
    virsh: 'virsh -c test:///default suspend guest-1',
  })
  expect(kept).toEqual([row])
  await clock.advance(1_000)
  await tasks.settled()
  expect(told.map(({ state }) => state)).toEqual(['running', 'done'])
  expect(kept[0]).toMatchObject({ state: 'done', endedAt: clock.now(), error: null })
  expect(driver.calls).toEqual([`suspend ${fakeUuid(1)}`])
})

test('what the host says against it is kept with the task', async () => {
  const { driver, kept, act, tasks } = world()
  driver.answer = async () => {
    throw new Failure('host.refused', 'internal error: no')
  }
  const { id } = await act('reboot', 1)
  await tasks.settled()
  expect(kept[0]).toMatchObject({
    state: 'failed',
    error: { code: 'host.refused', detail: 'internal error: no', request: id },
  })
})

test('a link lost on the way leaves the outcome unknown, and nothing is sent twice', async () => {
  const { driver, kept, act, tasks } = world()
  driver.answer = async () => {
    throw new Failure('outcome.unknown')
  }
  await act('destroy', 1)
  await tasks.settled()
  expect(kept[0]).toMatchObject({ state: 'unknown', error: { code: 'outcome.unknown' } })
  expect(driver.calls).toHaveLength(1)
})

test('what a hypervisor does not know is not asked of it', async () => {
  const { driver, act } = world()
  Object.assign(driver.domains, { reset: null })
  await expect(act('reset', 1)).rejects.toMatchObject({ code: 'host.unsupported' })
  expect(driver.calls).toEqual([])
})

test.each([
  ['start', 1, 'domain.wrong-state', 'It is already running.'],
  ['suspend', 2, 'domain.wrong-state', 'It is not running.'],
  ['managedSave', 3, 'domain.wrong-state', expect.stringContaining('transient')],
  ['start', 9, 'domain.missing', null],
] as const)('%s of guest %i is refused as %s and never sent', async (action, guest, code, why) => {
  const { driver, kept, act } = world()
  await expect(act(action, guest)).rejects.toMatchObject({ code, detail: why })
  expect([driver.calls, kept]).toEqual([[], []])
})

test('nothing is done on a connection that is closed or read-only', async () => {
  await expect(world({ open: false }).act('destroy', 1)).rejects.toMatchObject({
    code: 'connection.not-open',
  })
  await expect(world({ readOnly: true }).act('destroy', 1)).rejects.toMatchObject({
    code: 'host.read-only',
  })
})

test('what cannot be kept is not done', async () => {
  const { driver, archive, told, act } = world()
  archive.insert = () => Promise.reject(new Error('disk full'))
  await expect(act('destroy', 1)).rejects.toThrow('disk full')
  expect([driver.calls, told]).toEqual([[], []])
})

test('a thousand at once are taken and not one more, until some have ended', async () => {
  const { driver, clock, act, tasks } = world()
  driver.answer = () => clock.sleep(1_000)
  const asked = await Promise.allSettled(Array.from({ length: 1_001 }, () => act('reset', 1)))
  expect(asked.filter(({ status }) => status === 'rejected')).toMatchObject([
    { reason: { code: 'server.busy' } },
  ])
  const ended = tasks.settled()
  await clock.advance(1_000)
  await ended
  await expect(act('reset', 1)).resolves.toMatchObject({ state: 'running' })
})

test('the list shows the newest that somebody may see', async () => {
  const { tasks, act } = world()
  for (let task = 0; task < 250; task += 1) await act('reset', 1)
  const all = await tasks.list(() => true)
  expect([all.length, all[0]?.id]).toEqual([200, 'task-249'])
  expect(await tasks.list((_needs, connection) => connection !== 'one')).toEqual([])
  await turn()
})

test('opening a connection is a task of who asked for it', async () => {
  const { tasks, kept, told, ask } = world()
  const error = {
    code: 'host.unreachable',
    detail: 'Connection refused',
    request: 'r',
    trouble: null,
  } as const
  const asked = { verb: 'connection.open', connection, by: ada } as const
  ask({ ...asked, ended: Promise.resolve(null) })
  ask({ ...asked, ended: Promise.resolve(error) })
  await tasks.settled()
  expect(told.map(({ state }) => state)).toEqual(['running', 'running', 'done', 'failed'])
  expect(kept).toMatchObject([
    { verb: 'connection.open', state: 'failed', error, virsh: 'virsh -c test:///default' },
    { subject: 'test:///default', domain: null, state: 'done', person: 'Ada' },
  ])
})

test('at start, what was under way when the server ended is marked unknown', async () => {
  const { tasks, archive } = world()
  const abandoned = new Promise<void>((resolve) => {
    archive.abandon = async () => resolve()
  })
  await tasks.start()
  await expect(abandoned).resolves.toBeUndefined()
})
