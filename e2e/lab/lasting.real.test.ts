import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { password } from './accounts.ts'
import { type Lab, startLab } from './lab.ts'
import { type Served, serve } from './served.ts'

/** How long a list may stay wrong once its host is back. */
const grace = 5_000
const outage = 20_000

describe.skipIf(inject('labSkipped') !== null)('a connection lasts', () => {
  let lab: Lab<'a'>
  let served: Served
  /** By transport. */
  let connections: Record<'tcp' | 'tls' | 'ssh' | 'password', string>
  beforeAll(async () => {
    lab = await startLab({ a: {} })
    await lab.hosts.a.createQemu('lasting', { screen: true })
    served = await serve(lab.client.home)
    connections = {
      tcp: await served.open(lab.uri('a', 'tcp', '/system')),
      tls: await served.open(lab.uri('a', 'tls', '/system')),
      ssh: await served.open(lab.uri('a', 'ssh', '/system', { user: 'keyed' })),
      password: await served.open(
        lab.uri('a', 'ssh', '/system', { user: 'secretive', params: { keyfile: null } }),
      ),
    }
  })
  afterAll(async () => {
    await served?.stop()
    await lab?.stop()
  })
  const sleep = (span: number) => new Promise((resolve) => setTimeout(resolve, span))

  const shown = (connection: string) =>
    served.tab
      .rows(connection)
      .map(({ name }) => name)
      .sort((one, other) => one.localeCompare(other))
  const picture = () =>
    Object.entries(connections).map(([transport, id]) => [
      transport,
      served.tab.phase(id),
      ...shown(id),
    ])
  const allShow = (names: readonly string[], timeout = grace) =>
    expect
      .poll(picture, { timeout, interval: 50 })
      .toEqual(Object.keys(connections).map((transport) => [transport, 'open', ...names]))

  test('once it has been let in', async () => {
    await expect.poll(() => served.tab.asked).toHaveLength(1)
    const [question] = served.tab.asked
    await served.api('PUT', `/questions/${question?.id}`, {
      answer: { kind: 'credentials', values: [password], keep: false },
    })
    await allShow(['lasting'], 20_000)
  })

  test('over a restart of the daemon', async () => {
    await lab.hosts.a.restartDaemon()
    await lab.hosts.a.defineQemu('after the restart')
    await allShow(['after the restart', 'lasting'])
  })

  test('over the end of every SSH login', async () => {
    await lab.hosts.a.stopSshd()
    await lab.hosts.a.virsh('undefine', 'after the restart')
    await expect.poll(() => served.tab.phase(connections.ssh)).toBe('lost')
    await sleep(2_000)
    await lab.hosts.a.startSshd()
    await allShow(['lasting'])
  })

  test('over a black hole of 20 seconds, which is noticed within 15', async () => {
    const cut = Date.now()
    await lab.hosts.a.down()
    await lab.hosts.a.defineQemu('in the dark')
    const phases = () => Object.values(connections).map((id) => served.tab.phase(id))
    await expect.poll(phases, { timeout: 15_500 }).not.toContain('open')
    await sleep(outage - (Date.now() - cut))
    await lab.hosts.a.up()
    await allShow(['in the dark', 'lasting'])
  })

  test('over 20 seconds in which our own process sleeps', async () => {
    process.kill(served.pid, 'SIGSTOP')
    await lab.hosts.a.virsh('undefine', 'in the dark')
    await sleep(outage)
    process.kill(served.pid, 'SIGCONT')
    await allShow(['lasting'])
  })

  test('and nobody is asked a second time', () => {
    expect(served.tab.asked).toHaveLength(1)
  })

  test('what was under way when its host went away is told as unknown, and not sent again', async () => {
    const id = connections.tls
    const [domain] = served.tab.rows(id)
    await lab.hosts.a.freeze()
    await served.api('POST', `/connections/${id}/domains/${domain?.uuid}/suspend`, {})
    await sleep(500)
    await lab.hosts.a.kill9()
    const ends = () => [...served.tab.state().tasks.values()].map(({ state }) => state)
    await expect.poll(() => ends().filter((state) => state !== 'done')).toEqual(['unknown'])
    await lab.hosts.a.startDaemon()
    await allShow(['lasting'])
    expect((await lab.hosts.a.virsh('domstate', 'lasting')).trim()).toBe('running')
  })

  test('three tabs and a stream of pictures need one login at the host', async () => {
    const tabs = await Promise.all([served.anotherTab(), served.anotherTab()])
    for (const tab of tabs) tab.watch(connections.ssh)
    const [domain] = served.tab.rows(connections.ssh)
    const path = `/api/connections/${connections.ssh}/domains/${domain?.uuid}/screenshot`
    const before = await lab.hosts.a.connections(22)
    const pictures = Array.from({ length: 8 }, async () => (await served.get(path)).arrayBuffer())
    expect((await Promise.all(pictures)).every(({ byteLength }) => byteLength > 100)).toBe(true)
    await expect.poll(() => tabs.map((tab) => tab.rows(connections.ssh).length)).toEqual([1, 1])
    // one of the key's login, one of the password's
    expect([before.length, (await lab.hosts.a.connections(22)).length]).toEqual([2, 2])
    for (const tab of tabs) tab.close()
  })
})
