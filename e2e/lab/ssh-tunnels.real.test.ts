import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest'
import { systemClock } from '../../lib/clock.ts'
import type { FailureCode } from '../../lib/failure.ts'
import { openPlan } from '../../lib/libvirt/plan.ts'
import { isRefused, type Open } from '../../lib/libvirt/plan-types.ts'
import { unattended } from '../../lib/libvirt/unattended.ts'
import type { Driver } from '../../server/drivers/driver.ts'
import { openRemote } from '../../server/drivers/remote/open.ts'
import { openFence } from '../../server/transport/address-fence.ts'
import { dialFor } from '../../server/transport/dial-for.ts'
import type { SshPool } from '../../server/transport/ssh/ssh-pool.ts'
import { ownSshPool } from '../../server/transport/ssh/ssh-pool-own.ts'
import type { AccountName } from './accounts.ts'
import { type Lab, startLab } from './lab.ts'
import { watching } from './open-remote.ts'

describe.skipIf(inject('labSkipped') !== null)('over SSH', () => {
  let lab: Lab<'a' | 'modern' | 'empty'>
  let pool: SshPool
  let notes: string[]
  let found: string[]

  beforeAll(async () => {
    lab = await startLab({ a: {}, modern: { daemon: 'proxyless' }, empty: { daemon: 'none' } })
    await lab.hosts.a.defineQemu('one')
    await lab.hosts.a.createQemu('two', { screen: true })
    await lab.hosts.modern.defineQemu('three')
    renewPool()
  })
  afterEach(async () => {
    await pool.stop()
    renewPool()
  })
  afterAll(() => lab.stop())

  function renewPool(): void {
    notes = []
    found = []
    const note = (line: string) => void notes.push(line)
    pool = ownSshPool(surrounds(), { note, linger: 500 })
  }
  const surrounds = () => ({
    clock: systemClock,
    env: { HOME: lab.client.home },
    uid: 0,
    account: 'root',
    fence: openFence,
  })

  function planOf(uri: string, readOnly = false): Open {
    const around = { uid: 0, readOnly, env: {}, libvirtConf: null, sockets: [] }
    const opening = openPlan(uri, around)
    if (!opening.ok || isRefused(opening.plan)) throw new Error(`${uri} is refused`)
    return opening.plan
  }

  const uriFor = (
    user: AccountName,
    params: Record<string, string | null> = {},
    { host = 'a' as 'a' | 'modern' | 'empty', path = '/system' } = {},
  ) => lab.uri(host, 'ssh', path, { user, params })

  function open(uri: string, readOnly = false): Promise<Driver> {
    const plan = planOf(uri, readOnly)
    const dial = dialFor(surrounds(), { ssh: pool })
    const progress = (rung: string, what = '') => void found.push(`${rung} ${what}`.trim())
    const { signal } = new AbortController()
    const options = { readOnly, signal, progress, asker: unattended }
    return openRemote(plan, (asked) => dial(plan, asked), options, systemClock)
  }

  async function names(uri: string, readOnly = false): Promise<string[]> {
    const driver = await open(uri, readOnly)
    try {
      const watch = watching(driver)
      const listing = await watch.listing
      await watch.stop()
      return listing.map(({ name }) => name).toSorted((one, other) => (one < other ? -1 : 1))
    } finally {
      await driver.close()
    }
  }

  const way = () => found.filter((one) => one.startsWith('greeting')).map((one) => one.slice(9))
  const logins = async () => (await lab.hosts.a.connections(22)).length

  test.each([
    ['keyed', 'sshd leads to /var/run/libvirt/libvirt-sock'],
    ['closed', 'virt-ssh-helper or nc'],
    ['helperless', 'sshd leads to /var/run/libvirt/libvirt-sock'],
    ['tunnelled', 'sshd leads to /var/run/libvirt/libvirt-sock'],
    ['single', 'virt-ssh-helper or nc'],
    ['root', 'sshd leads to /var/run/libvirt/libvirt-sock'],
  ] as const)('%s gets to the daemon: %s', async (user, by) => {
    expect(await names(uriFor(user))).toEqual(['one', 'two'])
    expect(way()).toEqual([by])
  })

  test('a driver’s own daemon is found where there is no other', async () => {
    expect(await names(uriFor('keyed', {}, { host: 'modern' }))).toEqual(['three'])
    expect(way()).toEqual(['sshd leads to /var/run/libvirt/virtqemud-sock'])
  })

  test.each([
    ['closed', { proxy: 'native' }, 'virt-ssh-helper'],
    ['helperless', { proxy: 'netcat' }, 'nc'],
    ['helperless', { netcat: '/bin/nc' }, '/bin/nc'],
    ['closed', { netcat: 'nc.openbsd' }, 'nc.openbsd'],
    ['closed', { socket: '/run/libvirt/libvirt-sock' }, 'nc'],
    ['keyed', { socket: '/run/libvirt/libvirt-sock' }, 'sshd leads to /run/libvirt/libvirt-sock'],
    ['closed', { mode: 'legacy' }, 'virt-ssh-helper or nc'],
  ] as const)('%s with %j goes by what it says: %s', async (user, params, by) => {
    expect(await names(uriFor(user, params))).toEqual(['one', 'two'])
    expect(way()).toEqual([by])
  })

  test('what worked is what is tried first the next time', async () => {
    await names(uriFor('closed'))
    const driver = await open(uriFor('closed'))
    await driver.close()
    expect(way()).toEqual(['virt-ssh-helper or nc', 'virt-ssh-helper or nc'])
  })

  test('read-only needs no more rights than that', async () => {
    expect(await names(uriFor('stranger'), true)).toEqual(['one', 'two'])
    expect(way()).toEqual(['sshd leads to /var/run/libvirt/libvirt-sock-ro'])
    expect(await names(uriFor('closed', { proxy: 'native' }), true)).toEqual(['one', 'two'])
  })

  test('a user’s own daemon is started and reached', async () => {
    expect(await names(uriFor('stranger', {}, { path: '/session' }))).toEqual([])
    expect(way()).toEqual(['virt-ssh-helper'])
  })

  test.each([
    ['stranger', {}, 'tunnel-socket-denied', 'host.denied', 'Permission denied'],
    ['stranger', { netcat: 'nc' }, 'tunnel-socket-denied', 'host.denied', 'Permission denied'],
    [
      'closed',
      { socket: '/run/none' },
      'tunnel-socket-missing',
      'host.unreachable',
      'No such file',
    ],
    ['cornered', {}, 'tunnel-forwarding-off', 'host.denied', 'not found'],
    ['cornered', { netcat: 'nc' }, 'tunnel-netcat-missing', 'host.no-way', 'not found'],
    ['helperless', { proxy: 'native' }, 'tunnel-helper-missing', 'host.no-way', 'not found'],
    ['tunnelled', { netcat: 'cat' }, 'tunnel-netcat-plain', 'host.no-way', "'U'"],
    ['forced', {}, null, null, null],
    ['forced', { netcat: 'nc' }, 'tunnel-banner', 'host.not-libvirt', 'only backups'],
    ['chatty', { netcat: 'nc' }, 'tunnel-banner', 'host.not-libvirt', 'Welcome to the machine'],
    ['nologin', { netcat: 'nc' }, 'tunnel-no-shell', 'host.denied', 'not available'],
    ['jumper', {}, 'tunnel-no-shell', 'host.denied', 'code 1'],
  ] as const)('%s with %j ends as %s', async (user, params, trouble, code, words) => {
    const opening = names(uriFor(user, params))
    if (trouble === null) expect(await opening).toEqual(['one', 'two'])
    else {
      const failure = { trouble, code: code as FailureCode, detail: expect.stringContaining(words) }
      await expect(opening).rejects.toMatchObject(failure)
    }
  })

  test.each([
    [{ netcat: 'nc;touch /tmp/pwned' }, /exec: nc;touch \/tmp\/pwned: not found/],
    [{ netcat: "$(touch /tmp/pwned)'`touch /tmp/pwned`" }, /: not found/],
    [{ netcat: '-e' }, /: not found/],
    [{ name: "';touch /tmp/pwned;'", proxy: 'native' }, /Unable to parse URI/],
    [{ name: '--version', proxy: 'native' }, /no connection driver/],
  ])('%j is a word and nothing else', async (params, words) => {
    await expect(names(uriFor('closed', params))).rejects.toThrow(words)
    const left = await lab.hosts.a.machine.run('sh', ['-c', 'ls /tmp/pwned 2>/dev/null; :'])
    expect(left).toBe('')
  })

  test('a host without libvirt is told from one that lets nobody in', async () => {
    await expect(names(uriFor('keyed', {}, { host: 'empty' }))).rejects.toMatchObject({
      trouble: 'tunnel-socket-missing',
      detail: expect.stringContaining('/var/run/libvirt/libvirt-sock'),
    })
    await expect(names(uriFor('tunnelled', {}, { host: 'empty' }))).rejects.toMatchObject({
      trouble: 'tunnel-socket-missing',
    })
  })

  test('three pages and their pictures go over one connection', async () => {
    const drivers = await Promise.all([1, 2, 3].map(() => open(uriFor('keyed'))))
    const watched = drivers.map(watching)
    const listings = await Promise.all(watched.map(({ listing }) => listing))
    const running = listings[0]?.find(({ name }) => name === 'two')
    const { signal } = new AbortController()
    const picture = drivers[0]?.domains.screenshot?.(running?.uuid ?? '', signal)
    expect(await logins()).toBe(1)
    expect((await picture)?.bytes.length).toBeGreaterThan(1_000)
    expect(await logins()).toBe(1)
    await Promise.all(watched.map((one) => one.stop()))
    await Promise.all(drivers.map((driver) => driver.close()))
    await expect.poll(logins).toBe(0)
  })

  test('where one session is all a connection has, another is made, and said', async () => {
    const drivers = [await open(uriFor('single')), await open(uriFor('single'))]
    expect(await logins()).toBe(2)
    expect(notes).toEqual(['the host lets too little go over one SSH connection: another was made'])
    await Promise.all(drivers.map((driver) => driver.close()))
  })

  test('the end of sshd is told as that', async () => {
    const driver = await open(uriFor('keyed'))
    await lab.hosts.a.restartSshd()
    expect(await driver.ended).toMatchObject({ code: 'host.lost', trouble: 'ssh-lost' })
    // it says that it has started a moment before it listens
    const again = () => names(uriFor('keyed')).catch(() => [])
    await expect.poll(again).toEqual(['one', 'two'])
  })

  test('a daemon that is frozen is found silent', async () => {
    await lab.hosts.a.freeze()
    try {
      await expect(names(uriFor('keyed'))).rejects.toMatchObject({ trouble: 'tunnel-silent' })
    } finally {
      await lab.hosts.a.thaw()
    }
  })
})
