import { deflateRawSync } from 'node:zlib'
import { systemClock } from '../../lib/clock.ts'
import type { Domain } from '../../lib/libvirt/domain.ts'
import { unattended } from '../../lib/libvirt/unattended.ts'
import { Connections } from '../../server/connections/connections.ts'
import { FakeDriver, fakeDomain, fakeUuid } from '../../server/connections/fake-driver.ts'
import { forgetful, memoryStore, savedConnection } from '../../server/connections/memory-store.ts'
import { Questions } from '../../server/connections/questions.ts'
import { quiet } from '../../server/connections/quiet-log.ts'
import type { Driver, Sample } from '../../server/drivers/driver.ts'
import { openRemote } from '../../server/drivers/remote/open.ts'
import type { BrowserSocket } from '../../server/live/browser.ts'
import { StatsHistory } from '../../server/live/history.ts'
import { Hub } from '../../server/live/hub.ts'
import { loadsBetween } from '../../server/live/rates.ts'
import { Stats } from '../../server/live/stats.ts'
import { dialUnix } from '../../server/transport/unix.ts'
import { startDaemon } from '../lab/daemon.ts'
import { whyNoLab } from '../lab/possible.ts'
import { absolutely, type Figure, median, nearlyAll } from './figure.ts'

const crowd = 1_000

const { one } = absolutely('live')
const report = (figure: string, ours: number, unit: Figure['unit'], most: number | null) =>
  one(figure, ours, unit, most === null ? null : { most })
const sleep = (span: number) => systemClock.sleep(span)

const busy = (number: number): Domain =>
  fakeDomain(number, {
    details: {
      title: `Guest number ${number}`,
      description: null,
      osType: 'hvm',
      arch: 'x86_64',
      machine: 'pc-q35-7.2',
      system: 'debian 12',
      firmware: 'bios',
      graphics: ['vnc'],
      disks: [{ target: 'vda', source: `/var/lib/libvirt/images/guest-${number}.qcow2` }],
      interfaces: [
        { mac: '52:54:00:00:00:01', source: 'default', model: 'virtio', target: 'vnet0' },
      ],
      addresses: ['192.168.122.17'],
    },
  })

/** Counters of a second that is `seconds` after the first, different for each domain. */
const sampleAfter = (seconds: number): Sample => ({
  at: seconds * 1_000,
  node: { cpuBusy: seconds * 8e9, cpuIdle: seconds * 8e9, memoryUsed: 1e8, memoryTotal: 2e8 },
  domains: Array.from({ length: crowd }, (_, number) => ({
    uuid: fakeUuid(number),
    cpuTime: seconds * 1e6 * number,
    vcpus: 2,
    memory: 1_000_000 + number * seconds,
    diskRead: seconds * number * 311,
    diskWrite: seconds * number * 97,
    netIn: seconds * number * 1_009,
    netOut: seconds * number * 53,
  })),
})

/** A hub over one connection, and a browser that takes everything and notes when a delta came. */
async function hubOver(driver: () => Promise<Driver>) {
  const { store } = memoryStore([savedConnection({ autoconnect: true })])
  const questions = new Questions({ clock: systemClock, log: quiet })
  const connections = new Connections({
    store,
    openDriver: driver,
    surroundings: async () => ({ uid: 0, env: {}, libvirtConf: null, sockets: [], showcase: '' }),
    questions,
    credentials: forgetful,
    clock: systemClock,
    log: quiet,
  })
  const history = new StatsHistory()
  const stats = new Stats({ connections, history, clock: systemClock, log: quiet })
  const tasks = { subscribe: () => () => {} }
  const hub = new Hub({
    connections,
    stats,
    tasks,
    questions,
    clock: systemClock,
    log: quiet,
    build: 'bench',
  })
  const seen = { bytes: 0, delta: () => {} }
  const listeners = new Map<string, (data: Buffer, isBinary: boolean) => void>()
  const socket = {
    readyState: 1,
    bufferedAmount: 0,
    send: (bytes: Buffer, _options: object, done: () => void) => {
      seen.bytes += bytes.length
      if (bytes.includes('"type":"changed"')) seen.delta()
      done()
    },
    on: (name: string, listener: (data: Buffer, isBinary: boolean) => void) =>
      listeners.set(name, listener),
    ping: () => listeners.get('pong')?.(Buffer.alloc(0), true),
    close: () => {},
    terminate: () => {},
  }
  hub.accept(socket as unknown as BrowserSocket, {
    person: { id: 'ada', name: 'Ada', grants: [], createdAt: 0 },
    may: () => true,
    onChange: () => () => {},
  })
  await connections.start()
  while (connections.row('one').state.phase !== 'open') await sleep(5)
  listeners.get('message')?.(Buffer.from('{"type":"watch","connection":"one"}'), false)
  const stop = async () => {
    hub.close()
    stats.stop()
    await connections.stop()
  }
  return { connections, history, seen, stop }
}

async function listing(): Promise<void> {
  const { connections, stop } = await hubOver(
    async () => new FakeDriver(Array.from({ length: crowd }, (_, number) => busy(number))),
  )
  const { domains } = connections.listing('one')
  const began = performance.now()
  for (let round = 0; round < 50; round += 1) JSON.stringify(domains)
  report(`listing of ${crowd} domains: encode`, (performance.now() - began) / 50, 'ms', null)
  const text = JSON.stringify(domains)
  report(`listing of ${crowd} domains: bytes`, text.length / 1_000, 'kB', null)
  const sent = deflateRawSync(text, { level: 3 }).length
  report(`listing of ${crowd} domains: bytes over the wire`, sent / 1_000, 'kB', 300)
  await stop()
}

/** From the driver's event to the socket, one change at a time. */
async function latency(count: number): Promise<void> {
  const driver = new FakeDriver(Array.from({ length: count }, (_, number) => busy(number)))
  const { seen, stop } = await hubOver(async () => driver)
  const waits: number[] = []
  for (let round = 0; round < 200; round += 1) {
    const delta = new Promise<void>((resolve) => {
      seen.delta = resolve
    })
    const began = performance.now()
    driver.change({ ...busy(1), vcpus: round + 3 })
    await delta
    waits.push(performance.now() - began)
    await sleep(8)
  }
  report(`event to socket at ${count} domains: p50`, median(waits), 'ms', 5)
  report(`event to socket at ${count} domains: p95`, nearlyAll(waits), 'ms', 5)
  await stop()
}

/** What the tick costs after the driver has answered, and what ten minutes of it hold. */
function ticks(): void {
  const history = new StatsHistory()
  const samples = Array.from({ length: 301 }, (_, tick) => tick).map((tick) => tick * 2)
  global.gc?.()
  const heap = process.memoryUsage()
  let before = sampleAfter(0)
  let spent = 0
  for (const seconds of samples.slice(1)) {
    const now = sampleAfter(seconds)
    const began = performance.now()
    const loads = loadsBetween(before, now)
    history.add('one', loads)
    Buffer.from(JSON.stringify({ type: 'stats', connection: 'one', ...loads }))
    spent += performance.now() - began
    before = now
  }
  report(`stats tick of ${crowd} domains, without the driver`, spent / 300, 'ms', null)
  const { arrayBuffers } = process.memoryUsage()
  report('ten minutes of history', (arrayBuffers - heap.arrayBuffers) / 1e6, 'MB', null)
  const began = performance.now()
  const bytes = JSON.stringify(history.recent('one')).length
  report('recent loads of all domains: time', performance.now() - began, 'ms', null)
  report('recent loads of all domains: bytes', bytes / 1_000, 'kB', null)
}

/** The whole path on a real daemon: its domains, stats every two seconds, one browser. */
async function onDaemon(span: number): Promise<void> {
  const why = whyNoLab()
  if (why !== null) {
    console.log(JSON.stringify({ bench: 'live', skipped: why }))
    return
  }
  const lab = await startDaemon()
  try {
    const file = lab.writeWorld(crowd)
    const { connections, seen, stop } = await hubOver(async () =>
      openRemote({ remoteName: `test://${file}` }, ({ signal }) => dialUnix(lab.socket, signal), {
        readOnly: false,
        signal: new AbortController().signal,
        progress: () => {},
        asker: unattended,
      }),
    )
    await sleep(3_000)
    const [before, bytes] = [process.cpuUsage(), seen.bytes]
    await sleep(span)
    const { user, system } = process.cpuUsage(before)
    const share = (user + system) / 1_000 / span
    const { running } = connections.row('one')
    report(`CPU with stats of ${running} running domains, one browser`, share * 100, '%', 5)
    report('stats to that browser, a second', (seen.bytes - bytes) / span, 'kB', null)
    report('RSS with it', process.memoryUsage().rss / 1e6, 'MB', 150)
    await stop()
  } finally {
    await lab.stop()
  }
}

await listing()
await latency(10)
await latency(crowd)
ticks()
await onDaemon(20_000)
process.exit(0)
