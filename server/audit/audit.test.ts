import path from 'node:path'
import Libsql from 'libsql'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { FakeClock } from '../../lib/fake-clock.ts'
import { openScratchStore, type ScratchStore } from '../store/scratch-store.ts'
import { Audit, type Deed } from './audit.ts'

const deed: Deed = {
  person: 'Ada',
  address: '127.0.0.1',
  verb: 'domain.start',
  subject: 'web',
  result: 'done',
  detail: null,
}

let scratch: ScratchStore
beforeEach(async () => {
  scratch = await openScratchStore()
})
afterEach(() => scratch.remove())

async function written(count: number): Promise<Audit> {
  const audit = new Audit(scratch.store.audit, new FakeClock())
  await Promise.all(
    Array.from({ length: count }, (_, i) => audit.append({ ...deed, subject: `web ${i}` })),
  )
  return audit
}

function tamper(sql: string) {
  const db = new Libsql(path.join(scratch.folder, 'oirase.db'))
  db.exec(sql)
  db.close()
}

describe('the audit', () => {
  test('tells the newest first, a page at a time, and is intact', async () => {
    const audit = await written(250)
    const first = await audit.list()
    expect(first.intact).toBe(true)
    expect(first.rows).toHaveLength(200)
    expect(first.rows[0]).toMatchObject({ id: 250, subject: 'web 249', person: 'Ada' })
    const second = await audit.list(first.rows.at(-1)?.id)
    expect(second.rows.map(({ id }) => id)).toEqual(Array.from({ length: 50 }, (_, i) => 50 - i))
  })

  test('goes on with the same chain after a restart', async () => {
    await written(3)
    const audit = await written(3)
    const { rows, intact } = await audit.list()
    expect(intact).toBe(true)
    expect(rows.map(({ id }) => id)).toEqual([6, 5, 4, 3, 2, 1])
  })

  test.each([
    ['a changed field', `update audit set person = 'Eve' where id = 2`],
    ['a changed field whose own hash was cleared', `update audit set hash = '' where id = 2`],
    ['a row that was removed', `delete from audit where id = 2`],
    ['the first row removed', `delete from audit where id = 1`],
    ['the newest rows removed', `delete from audit where id > 2`],
    [
      'two rows exchanged',
      `update audit set id = id - 9 where id in (4, 5); update audit set id = -id where id < 0`,
    ],
    [
      'a row put in between',
      `update audit set id = id + 10 where id > 2;
       insert into audit select 3, at, person, address, verb, subject, result, detail, hash from audit where id = 2`,
    ],
  ])('shows %s', async (_, sql) => {
    const audit = await written(5)
    tamper(sql)
    expect((await audit.list()).intact).toBe(false)
  })

  test('counts the refusals of strangers instead of letting them fill the disk', async () => {
    const clock = new FakeClock()
    const audit = new Audit(scratch.store.audit, clock)
    for (let i = 0; i < 1_000; i++) await audit.refuseStranger({ ...deed, person: null })
    expect((await audit.list()).rows).toHaveLength(60)
    await clock.advance(60_000)
    await audit.refuseStranger({ ...deed, person: null })
    const { rows } = await audit.list()
    expect(rows[1]).toMatchObject({ verb: 'audit.strangers' })
    expect(rows[1]?.detail).toContain('940')
    expect(rows).toHaveLength(62)
  })

  test('keeps no more of a text than a page can show', async () => {
    const audit = await written(0)
    await audit.append({ ...deed, subject: 'x'.repeat(1e6), detail: 'y'.repeat(1e6) })
    const [row] = (await audit.list()).rows
    expect(row?.subject).toHaveLength(2_000)
    expect(row?.detail).toHaveLength(2_000)
  })
})
