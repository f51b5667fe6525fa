import { describe, expect, test } from 'vitest'
import { Failure } from '../../../lib/failure.ts'
import { FakeClock, turn } from '../../../lib/fake-clock.ts'
import type { PlanOptions } from '../../../lib/libvirt/plan-types.ts'
import type { Asker } from '../../../lib/libvirt/question.ts'
import { unattended } from '../../../lib/libvirt/unattended.ts'
import type { DialOptions } from '../transport.ts'
import { FakeSsh } from './fake-ssh.ts'
import type { SshTarget } from './ssh-connection.ts'
import { SshPool } from './ssh-pool.ts'

const linger = 15_000
const question = {
  kind: 'credentials',
  what: 'ssh-password',
  subject: 'kim@host',
  reason: null,
  instruction: null,
  fields: [{ label: 'Password', secret: true, value: '' }],
} as const

const target = (options: PlanOptions = {}, user = 'kim'): SshTarget => ({
  flavour: 'ssh',
  host: 'host',
  port: 0,
  user,
  options,
})

interface Opening {
  options: DialOptions
  succeed(): FakeSsh
  fail(why: Failure): void
}

/** A pool whose logins a test decides one by one. */
function pooled() {
  const clock = new FakeClock()
  const openings: Opening[] = []
  const notes: string[] = []
  const open = (_target: SshTarget, options: DialOptions) =>
    new Promise<FakeSsh>((resolve, reject) => {
      options.progress('securing', 'there')
      const succeed = () => {
        const ssh = new FakeSsh()
        resolve(ssh)
        return ssh
      }
      openings.push({ options, succeed, fail: reject })
      options.signal.addEventListener('abort', () => reject(options.signal.reason))
    })
  const pool = new SshPool({
    open,
    identify: async ({ user, options }) => JSON.stringify([user, options]),
    clock,
    note: (line) => void notes.push(line),
    linger,
  })
  return { pool, clock, openings, notes }
}

function asking(asker: Asker = unattended) {
  const rungs: string[] = []
  const leaving = new AbortController()
  const progress = (rung: string) => void rungs.push(rung)
  return { rungs, leaving, options: { signal: leaving.signal, progress, asker } }
}

/** Somebody who answers when a test says so. */
function person(name?: string) {
  const asked: ((password: string) => void)[] = []
  const asker: Asker = {
    ...(name !== undefined && { person: name }),
    hostKey: async () => 'once',
    credentials: async () => [await new Promise<string>((resolve) => asked.push(resolve))],
  }
  return { asker, asked }
}

const noSignal = new AbortController().signal

describe('one SSH connection', () => {
  test('is shared by all that comes to the same login', async () => {
    const { pool, openings } = pooled()
    const first = pool.use(target(), asking().options)
    await turn()
    const ssh = openings[0]?.succeed()
    const lease = await first
    const second = await pool.use(target(), asking().options)
    expect([lease.ssh, second.ssh]).toEqual([ssh, ssh])
    expect([lease.shared, openings.length]).toEqual([true, 1])
  })

  test.each([
    ['another user', target({}, 'root')],
    ['another key', target({ keyfile: '/k' })],
  ])('is not lent to %s', async (_what, other) => {
    const { pool, openings } = pooled()
    void pool.use(target(), asking().options)
    void pool.use(other, asking().options)
    await turn()
    expect(openings).toHaveLength(2)
  })

  test('stays for a while after the last has left, and is used again', async () => {
    const { pool, clock, openings } = pooled()
    const using = pool.use(target(), asking().options)
    await turn()
    const ssh = openings[0]?.succeed()
    const lease = await using
    lease.release()
    lease.release()
    await clock.advance(linger - 1)
    const again = await pool.use(target(), asking().options)
    await clock.advance(linger)
    expect([again.ssh === ssh, ssh?.closed]).toEqual([true, false])
    again.release()
    await clock.advance(linger)
    expect(ssh?.closed).toBe(true)
    expect(clock.sleeping).toBe(0)
  })

  test('that has ended is not lent again', async () => {
    const { pool, openings } = pooled()
    const using = pool.use(target(), asking().options)
    await turn()
    openings[0]?.succeed().fail(new Failure('host.lost'))
    const lease = await using
    await turn()
    void pool.use(target(), asking().options)
    await turn()
    lease.release()
    expect(openings).toHaveLength(2)
  })

  test('remembers which way worked when it is long gone', async () => {
    const { pool, clock, openings } = pooled()
    const using = pool.use(target(), asking().options)
    await turn()
    openings[0]?.succeed()
    const lease = await using
    lease.known.set('ways', 2)
    lease.release()
    await clock.advance(linger)
    const again = pool.use(target(), asking().options)
    await turn()
    openings[1]?.succeed()
    expect((await again).known.get('ways')).toBe(2)
  })

  test('is not enough where a server gives no more over it: then there is another, and a note', async () => {
    const { pool, openings, notes } = pooled()
    const using = pool.use(target(), asking().options)
    await turn()
    const full = openings[0]?.succeed()
    await using
    const more = pool.use(target(), asking().options, new Set([full as FakeSsh]))
    await turn()
    const other = openings[1]?.succeed()
    expect((await more).ssh).toBe(other)
    expect(notes).toHaveLength(1)
  })

  test('ends with the pool, and so do attempts', async () => {
    const { pool, openings } = pooled()
    const using = pool.use(target(), asking().options)
    const trying = pool.use(target({}, 'root'), asking().options)
    await turn()
    const ssh = openings[0]?.succeed()
    await using
    await pool.stop()
    expect(ssh?.closed).toBe(true)
    await expect(trying).rejects.toMatchObject({ code: 'connection.not-open' })
    await expect(pool.use(target(), asking().options)).rejects.toMatchObject({
      code: 'connection.not-open',
    })
  })
})

describe('an attempt', () => {
  test('is shared by those who would be asked alike, with its rungs', async () => {
    const { pool, openings } = pooled()
    const [one, other] = [asking(person('ada').asker), asking(person('ada').asker)]
    const both = Promise.all([pool.use(target(), one.options), pool.use(target(), other.options)])
    await turn()
    openings[0]?.options.progress('logging-in')
    openings[0]?.succeed()
    const [first, second] = await both
    expect(first.ssh).toBe(second.ssh)
    expect([one.rungs, other.rungs]).toEqual([
      ['securing', 'logging-in'],
      ['securing', 'logging-in'],
    ])
  })

  test('is waited for by others', async () => {
    const { pool, openings } = pooled()
    const first = pool.use(target(), asking(person().asker).options)
    const second = pool.use(target(), asking().options)
    await turn()
    expect(openings).toHaveLength(1)
    openings[0]?.succeed()
    expect((await first).ssh).toBe((await second).ssh)
  })

  test('that fails is not another’s failure', async () => {
    const { pool, openings } = pooled()
    const first = pool.use(target(), asking(person().asker).options)
    const second = pool.use(target(), asking().options)
    await turn()
    openings[0]?.fail(new Failure('host.refused-login'))
    await expect(first).rejects.toMatchObject({ code: 'host.refused-login' })
    await turn()
    const ssh = openings[1]?.succeed()
    expect((await second).ssh).toBe(ssh)
  })

  test('that asks a person is nobody’s to wait for: who cannot be asked says so at once', async () => {
    const { pool, openings } = pooled()
    const { asker, asked } = person('ada')
    const hers = pool.use(target(), asking(asker).options)
    const alone = pool.use(target(), asking().options)
    await turn()
    const typed = openings[0]?.options.asker.credentials(question, noSignal)
    await turn()
    const refusal = openings[1]?.options.asker.credentials(question, noSignal)
    await expect(refusal).rejects.toMatchObject({ code: 'host.needs-you' })
    openings[1]?.fail(new Failure('host.needs-you'))
    await expect(alone).rejects.toMatchObject({ code: 'host.needs-you' })
    expect(asked).toHaveLength(1)
    asked[0]?.('secret')
    expect(await typed).toEqual(['secret'])
    const ssh = openings[0]?.succeed()
    expect((await hers).ssh).toBe(ssh)
  })

  test('asks one person once, however many of hers wait, and their time does not run out', async () => {
    const { pool, clock, openings } = pooled()
    const ada = [person('ada'), person('ada')] as const
    const [one, other] = [asking(ada[0].asker), asking(ada[1].asker)]
    const both = [pool.use(target(), one.options), pool.use(target(), other.options)]
    await turn()
    void openings[0]?.options.asker.credentials(question, noSignal)
    await clock.advance(12_000)
    expect(openings).toHaveLength(1)
    expect([ada[0].asked.length, ada[1].asked.length]).toEqual([1, 0])
    expect(other.rungs).toEqual(['securing', 'securing', 'securing'])
    ada[0].asked[0]?.('secret')
    openings[0]?.succeed()
    await Promise.all(both)
    await turn()
    expect(clock.sleeping).toBe(0)
  })

  test('of two people leaves one connection, whoever was first', async () => {
    const { pool, openings } = pooled()
    const [ada, bob] = [person('ada'), person('bob')]
    const hers = pool.use(target(), asking(ada.asker).options)
    await turn()
    void openings[0]?.options.asker.credentials(question, noSignal)
    const his = pool.use(target(), asking(bob.asker).options)
    await turn()
    const first = openings[1]?.succeed()
    expect((await his).ssh).toBe(first)
    const second = openings[0]?.succeed()
    expect((await hers).ssh).toBe(first)
    expect(second?.closed).toBe(true)
  })

  test('goes on while anybody waits, and ends when nobody does', async () => {
    const { pool, openings } = pooled()
    const [one, other] = [asking(), asking()]
    const first = pool.use(target(), one.options)
    const second = pool.use(target(), other.options)
    await turn()
    one.leaving.abort(new Error('enough'))
    await expect(first).rejects.toThrow('enough')
    expect(openings[0]?.options.signal.aborted).toBe(false)
    other.leaving.abort(new Error('enough'))
    await expect(second).rejects.toThrow('enough')
    expect(openings[0]?.options.signal.aborted).toBe(true)
  })
})
