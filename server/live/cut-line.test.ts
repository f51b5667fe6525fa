import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { systemClock } from '../../lib/clock.ts'
import type { TaskRow } from '../../lib/contract/live.ts'
import { Connections } from '../connections/connections.ts'
import { forgetful, memoryStore } from '../connections/memory-store.ts'
import { Questions } from '../connections/questions.ts'
import { quiet } from '../connections/quiet-log.ts'
import { FakeHost, fakeUuid, runningDomain } from '../drivers/remote/fake-host.ts'
import { openRemote } from '../drivers/remote/open.ts'
import { SignIn } from '../drivers/remote/sign-in.ts'
import { newId } from '../store/new-id.ts'
import { Tasks } from './tasks.ts'

const ada = { id: 'ada', name: 'Ada', grants: [], createdAt: 0 }
const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

/** A TCP port in front of a daemon's socket, whose lines can be cut. */
async function relayTo(path: string) {
  const lines = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(path)
    lines.add(near)
    near
      .on('error', () => {})
      .on('close', () => {
        lines.delete(near)
        far.destroy()
      })
    far.on('error', () => {})
    near.pipe(far).pipe(near)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const cut = () => {
    for (const line of lines) line.resetAndDestroy()
  }
  ends.push(() => {
    cut()
    server.close()
  })
  return { port: (server.address() as AddressInfo).port, cut }
}

/** A connection by TCP to a host that takes the order to pause and never says what came of it. */
async function world() {
  const host = await FakeHost.start([runningDomain(1)], () => ({
    domainSuspend: () => new Promise(() => {}),
  }))
  ends.push(() => host.close())
  const { port, cut } = await relayTo(host.daemon.path)
  const connections = new Connections({
    store: memoryStore().store,
    openDriver: (_plan, options) => {
      const dial = async () => {
        const stream = connect(port, '127.0.0.1')
        return { stream, close: () => void stream.destroy() }
      }
      return openRemote({ remoteName: 'qemu:///system', signIn: new SignIn() }, dial, options)
    },
    surroundings: async () => ({ uid: 0, env: {}, libvirtConf: null, sockets: [], showcase: '' }),
    questions: new Questions({ clock: systemClock, log: quiet }),
    credentials: forgetful,
    clock: systemClock,
    log: quiet,
  })
  ends.push(() => connections.stop())
  const archive = {
    insert: async () => {},
    finish: async () => {},
    recent: async () => [],
    abandon: async () => {},
  }
  const tasks = new Tasks({ connections, archive, newId, clock: systemClock, log: quiet })
  const wish = { readOnly: false, autoconnect: false, name: null }
  const { id } = await connections.open({ ...wish, uri: 'test:///default' }, ada)
  const becomes = (phase: string) =>
    expect.poll(() => connections.row(id).state.phase, { interval: 5 }).toBe(phase)
  await becomes('open')
  return { host, cut, connections, tasks, id, becomes }
}

test('what was under way when the line was cut is of unknown outcome, and never sent again', async () => {
  const { host, cut, connections, tasks, id, becomes } = await world()
  const told: TaskRow[] = []
  tasks.subscribe((row) => told.push(row))
  const { id: task } = await tasks.act(id, fakeUuid(1), 'suspend', ada)
  await expect.poll(() => host.count('domainSuspend'), { interval: 5 }).toBe(1)
  cut()
  await becomes('lost')
  await becomes('open')
  expect(told.findLast((row) => row.id === task)).toMatchObject({
    state: 'unknown',
    error: { code: 'outcome.unknown' },
  })
  expect(connections.domains(id)).toMatchObject([{ state: 'running' }])
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(host.count('domainSuspend')).toBe(1)
})

test('what only looks fails with the line', async () => {
  const { host, cut, connections, id, becomes } = await world()
  host.domains.clear()
  const asked = connections.driver(id).domains.xml(fakeUuid(1), false)
  cut()
  await expect(asked).rejects.toMatchObject({ code: 'host.lost' })
  await becomes('lost')
  await becomes('open')
  expect(connections.domains(id)).toEqual([])
})
