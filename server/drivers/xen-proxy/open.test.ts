import { afterEach, describe, expect, test } from 'vitest'
import { FakeClock } from '../../../lib/fake-clock.ts'
import type { Dial } from '../../../lib/libvirt/plan-types.ts'
import { unattended } from '../../../lib/libvirt/unattended.ts'
import { dialUnix } from '../../transport/unix.ts'
import type { Driver, DriverEvent } from '../driver.ts'
import { type Abi, type FakeGuest, type FakeProxy, fakeProxy } from './fake-proxy.ts'
import { openXenProxy } from './open.ts'

const name = `/tmp/xen-proxy-test-${process.pid}`
const guest: FakeGuest = {
  ...{ id: 3, uuid: '6e1f4d3a-0b51-4c8e-9f3b-1d2c3b4a5f60', name: 'guest1', state: 2 },
  ...{ memory: 262_144, vcpus: 2, cpuTime: 12_500_000_000 },
  xml: "<domain type='xen' id='3'><os><type>linux</type></os></domain>",
}
const plan: Dial = {
  ...{ driver: 'xen-proxy', transport: 'unix', host: null, port: 0, user: null },
  ...{ socket: `@${name}`, remoteName: null, options: { readOnly: true } },
}
const clock = new FakeClock()
let proxy: FakeProxy
let driver: Driver | null = null

afterEach(async () => {
  await driver?.close()
  driver = null
  proxy.stop()
})

async function open(abi: Abi = 'x86_64', guests = [guest]): Promise<Driver> {
  proxy = await fakeProxy(name, abi)
  proxy.guests = guests
  return reopen()
}

async function reopen(): Promise<Driver> {
  const signal = new AbortController().signal
  const options = { readOnly: true, signal, progress: () => {}, asker: unattended }
  driver = await openXenProxy(
    plan,
    (dial, asked) => dialUnix(dial.socket ?? '', asked.signal),
    options,
    clock,
  )
  return driver
}

const reader = (of: Driver) => of.watch(new AbortController().signal)[Symbol.asyncIterator]()
const nextOf = async (events: AsyncIterator<DriverEvent>) => (await events.next()).value

describe.each<Abi>(['x86_64', 'i386'])('a proxy of %s', (abi) => {
  test('tells of the host and of its active domains', async () => {
    const opened = await open(abi)
    expect(opened.version).toBe('3.1.0')
    expect(await opened.node.report()).toEqual({
      ...{ model: 'x86_64', memory: 4_194_304, cpus: 4, mhz: 2400 },
      ...{ nodes: 1, sockets: 1, cores: 2, threads: 2 },
    })
    const { domains } = await nextOf(reader(opened))
    expect(domains).toMatchObject([
      {
        ...{ uuid: guest.uuid, name: 'guest1', id: 3, state: 'running' },
        ...{ memory: 262_144, maxMemory: 262_144, vcpus: 2, persistent: false },
        details: { osType: 'linux' },
      },
    ])
    const { domains: figures } = (await opened.stats?.sample(new AbortController().signal)) ?? {}
    expect(figures).toMatchObject([{ cpuTime: 12_500_000_000, memory: 262_144, vcpus: 2 }])
  })
})

test('answers may come in any pieces', async () => {
  proxy = await fakeProxy(name, 'x86_64')
  proxy.guests = [guest]
  proxy.say = async (socket, bytes) => {
    for (const byte of bytes) {
      socket.write(Uint8Array.of(byte))
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  const opened = await reopen()
  expect((await nextOf(reader(opened))).domains).toHaveLength(1)
})

test('what starts, is paused and stops is told as it would be by events', async () => {
  const opened = await open('x86_64', [])
  const events = reader(opened)
  expect(await nextOf(events)).toEqual({ type: 'listing', domains: [] })
  const changes = async (guests: FakeGuest[]) => {
    proxy.guests = guests
    const told = nextOf(events)
    await clock.advance(5_000)
    const happened = [await told, await nextOf(events)]
    return happened.map((event) => (event.type === 'happened' ? event.event.event : event.type))
  }
  expect(await changes([guest])).toEqual(['changed', 'started'])
  expect(await changes([{ ...guest, state: 3 }])).toEqual(['changed', 'suspended'])
  expect(await changes([])).toEqual(['removed', 'stopped'])
})

test('names and definitions are asked for once', async () => {
  const opened = await open()
  await nextOf(reader(opened))
  const count = (command: number) => proxy.asked.filter((each) => each === command).length
  for (const looks of [2, 3, 4]) {
    await clock.advance(5_000)
    await expect.poll(() => count(9)).toBeGreaterThanOrEqual(looks)
  }
  expect([count(5), count(10)]).toEqual([1, 1])
})

test('nothing can be changed', async () => {
  const opened = await open()
  await expect(opened.domains.destroy(guest.uuid)).rejects.toMatchObject({ code: 'host.read-only' })
})

test('a definition that fits no packet is told as such, and the domain is listed all the same', async () => {
  const opened = await open('x86_64', [{ ...guest, xml: null }])
  expect((await nextOf(reader(opened))).domains[0].details).toBeNull()
  await expect(opened.domains.xml(guest.uuid, false)).rejects.toMatchObject({
    code: 'host.unsupported',
  })
})

test('one that hangs up ends it with host.lost', async () => {
  const opened = await open()
  proxy.stop()
  expect(await opened.ended).toMatchObject({ code: 'host.lost' })
})

test.each([
  ['no packet', 'GET / HTTP/1.1\r\n\r\n', 'host.not-xend'],
  ['a packet shorter than its own head', '\x01\0\0\0\x01\0\x04\0........', 'host.not-xend'],
])('%s is no proxy', async (_, words, code) => {
  proxy = await fakeProxy(name, 'x86_64')
  proxy.say = (socket) => void socket.write(Buffer.from(words, 'latin1'))
  await expect(reopen()).rejects.toMatchObject({ code })
})

test('one that is silent is not waited for', async () => {
  proxy = await fakeProxy(name, 'x86_64')
  const asked = new Promise<void>((resolve) => {
    proxy.say = () => resolve()
  })
  const opening = reopen()
  const outcome = expect(opening).rejects.toMatchObject({ code: 'host.silent' })
  await asked
  await clock.advance(15_000)
  await outcome
})
