import { chmod, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { TaskRow } from '../../lib/contract/live.ts'
import type { ConnectionRecord } from './connections.ts'
import { openDatabase } from './database.ts'
import { lockFolder } from './folder-lock.ts'
import { openStore, type Store } from './store.ts'

let folder: string
let store: Store

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'oirase-store-'))
  store = await openStore(folder)
})
afterEach(async () => {
  await store.close()
  await rm(folder, { recursive: true })
})

const ada = { id: 'ada', name: 'Ada', grants: [], passwordHash: 'x', createdAt: 1 }
const rivendell: ConnectionRecord = {
  id: 'rivendell',
  uri: 'test:///default',
  readOnly: false,
  autoconnect: true,
  name: null,
  tags: ['lab'],
  createdAt: 1,
  createdBy: 'ada',
}
const attempt = { uri: 'test:///default', readOnly: false, at: 1, error: null, took: 5 }
const task: TaskRow = {
  id: 't1',
  person: 'ada',
  verb: 'domain.start',
  connection: 'rivendell',
  subject: 'web',
  domain: null,
  at: 1,
  endedAt: null,
  state: 'running',
  error: null,
  virsh: 'start web',
}

const mode = async (file: string) => ((await stat(file)).mode & 0o777).toString(8)

describe('the files', () => {
  test('are the owner’s alone, even in a folder that was open to all', async () => {
    await store.close()
    await chmod(folder, 0o755)
    store = await openStore(folder)
    await store.people.insert(ada)
    expect(await mode(folder)).toBe('700')
    for (const file of await readdir(folder)) {
      expect(await mode(path.join(folder, file)), file).toBe('600')
    }
  })

  test('lie in a folder that is made with those above it, or not at all', async () => {
    const deep = path.join(folder, 'a/b/c')
    const other = await openStore(deep)
    await other.close()
    expect(await mode(deep)).toBe('700')
    await expect(openStore('/proc/nowhere/at/all')).rejects.toMatchObject({ code: 'ENOENT' })
    await expect(openStore(path.join(deep, 'oirase.db'))).rejects.toThrow()
  })

  test('are opened again with everything in them', async () => {
    await store.people.insert(ada)
    await store.close()
    store = await openStore(folder)
    expect(await store.people.byName('ada')).toEqual(ada)
  })

  test('of a newer release are refused rather than changed', async () => {
    await store.close()
    const db = await openDatabase(folder)
    const log = db.withTables<{ migrations: { name: string; at: number } }>()
    await log.insertInto('migrations').values({ name: '9999-later', at: 1 }).execute()
    await db.destroy()
    await expect(openStore(folder)).rejects.toThrow('9999-later')
    const again = new (await import('libsql')).default(path.join(folder, 'oirase.db'))
    again.exec(`delete from migrations where name = '9999-later'`)
    again.close()
    store = await openStore(folder)
  })
})

describe('people', () => {
  test('are found and told apart whatever the case of the name', async () => {
    expect(await store.people.insert(ada)).toBe(true)
    expect(await store.people.insert({ ...ada, id: 'other', name: 'ADA' })).toBe(false)
    expect((await store.people.byName(' aDa '))?.id).toBe('ada')
    expect(await store.people.all()).toHaveLength(1)
  })

  test('lose a grant with the connection it is on, and their sessions with themselves', async () => {
    await store.connections.insert(rivendell)
    const grants = [
      { connection: 'rivendell', role: 'operator' as const },
      { connection: null, role: 'viewer' as const },
    ]
    await store.people.insert({ ...ada, grants })
    await store.sessions.insert({
      id: 's',
      tokenHash: 'h',
      person: 'ada',
      startedAt: 1,
      seenAt: 1,
      endsAt: 9,
      address: '',
      agent: '',
    })
    expect((await store.people.byId('ada'))?.grants).toEqual(grants)
    await store.connections.remove('rivendell')
    expect((await store.people.byId('ada'))?.grants).toEqual([grants[1]])
    await store.people.remove('ada')
    expect(await store.sessions.byToken('h')).toBeNull()
  })
})

test('one server at a time has a folder, and the next when that is gone', async () => {
  const release = await lockFolder(folder)
  await expect(lockFolder(folder, 10)).rejects.toThrow('another Oirase server')
  await store.people.insert(ada)
  release()
  const again = await lockFolder(folder, 10)
  again()
})

test('a connection comes back as it was saved, and changes only where asked', async () => {
  await store.connections.insert(rivendell)
  await store.connections.update('rivendell', { tags: [] })
  await store.connections.update('rivendell', {})
  expect(await store.connections.all()).toEqual([{ ...rivendell, tags: [] }])
})

describe('history', () => {
  beforeEach(() => store.people.insert(ada))

  test('keeps one entry a URI and mode, with the newest outcome and the person’s own words', async () => {
    await store.history.record('ada', attempt)
    const [first] = await store.history.of('ada')
    await store.history.update('ada', first!.id, { name: 'mine', pinned: true })
    await store.history.record('ada', { ...attempt, at: 2, took: null })
    await store.history.record('ada', { ...attempt, at: 3, readOnly: true })
    expect(await store.history.of('ada')).toMatchObject([
      { readOnly: true, at: 3, name: null },
      { id: first!.id, readOnly: false, at: 2, took: null, name: 'mine', pinned: true },
    ])
  })

  test('keeps 200 that are not pinned, and every pinned one', async () => {
    await store.history.record('ada', attempt)
    const [oldest] = await store.history.of('ada')
    await store.history.update('ada', oldest!.id, { pinned: true })
    for (let at = 2; at < 210; at++) {
      await store.history.record('ada', { ...attempt, uri: `test:///${at}`, at })
    }
    const entries = await store.history.of('ada')
    expect(entries).toHaveLength(201)
    expect(entries.at(-1)).toEqual({ ...oldest, pinned: true })
    await store.history.clear('ada')
    expect(await store.history.of('ada')).toHaveLength(1)
  })

  test('is nobody else’s to change', async () => {
    await store.history.record('ada', attempt)
    const [entry] = await store.history.of('ada')
    expect(await store.history.update('eve', entry!.id, { pinned: true })).toBeNull()
    await store.history.forget('eve', entry!.id)
    expect(await store.history.of('ada')).toEqual([entry])
  })
})

test('a task that was running when the process ended reads as unknown after the next start', async () => {
  await store.tasks.insert(task)
  await store.tasks.insert({ ...task, id: 't2', at: 2 })
  const error = { code: 'host.lost' as const, detail: null, trouble: null, request: 'r' }
  await store.tasks.finish('t2', { state: 'failed', error, endedAt: 3, domain: 'd9' })
  await store.tasks.abandon()
  expect(await store.tasks.recent(10)).toEqual([
    { ...task, id: 't2', at: 2, state: 'failed', error, endedAt: 3, domain: 'd9' },
    { ...task, state: 'unknown' },
  ])
  expect(await store.tasks.recent(1)).toHaveLength(1)
})

describe('a one-time link', () => {
  test('works once, before its end, and only the last one printed', async () => {
    await store.claims.replace('first', 'old', 100)
    await store.claims.replace('first', 'new', 100)
    expect(await store.claims.spend('old', 1)).toBeNull()
    expect(await store.claims.spend('new', 1)).toBe('first')
    expect(await store.claims.spend('new', 1)).toBeNull()
    await store.claims.replace('recovery', 'late', 100)
    expect(await store.claims.spend('late', 100)).toBeNull()
  })
})
