import { connect, type Socket } from 'node:net'
import { duplexPair } from 'node:stream'
import { afterEach, expect, test } from 'vitest'
import type { HostWay, ReachedDisplay } from '../../../lib/libvirt/reach-display.ts'
import { unattended } from '../../../lib/libvirt/unattended.ts'
import { type FakeCall, type FakeHandlers, fakeError } from '../../rpc/fake-daemon.ts'
import type { ConsoleOps, Driver } from '../driver.ts'
import { FakeHost, fakeUuid, runningDomain } from './fake-host.ts'
import { openRemote } from './open.ts'

const { signal } = new AbortController()
const shell = { force: false, signal }
const uuid = fakeUuid(1)

const listen = (address: string) => `<listen type='address' address='${address}'/>`
const xml = (secret: string) => `<domain type='qemu'><devices>
<serial type='pty'><alias name='serial0'/></serial>
<channel type='unix'><target type='virtio' name='org.example.0'/><alias name='channel0'/></channel>
<graphics type='vnc' port='5900'${secret}>${listen('127.0.0.1')}</graphics>
<graphics type='spice' port='5901' tlsPort='5902'>${listen('0.0.0.0')}</graphics>
<graphics type='sdl'/></devices></domain>`

let host: FakeHost
let driver: Driver
afterEach(async () => {
  await driver.close()
  await host.close()
})

interface Wishes {
  way?: HostWay
  readOnly?: boolean
  handlers?: FakeHandlers
}

async function start({ way, readOnly = false, handlers = {} }: Wishes = {}) {
  const domainGetXmlDesc: FakeHandlers['domainGetXmlDesc'] = ({ flags }) => ({
    // VIR_DOMAIN_XML_SECURE
    xml: xml(flags & 1 ? ` passwd='hidden'` : ''),
  })
  host = await FakeHost.start([runningDomain(1)], () => ({ domainGetXmlDesc, ...handlers }))
  const dialled: ReachedDisplay[] = []
  const [stream] = duplexPair()
  const lines: Socket[] = []
  const dial = async () => {
    const line = connect(host.daemon.path)
    lines.push(line)
    return { stream: line, close: () => void line.destroy() }
  }
  const beside = {
    way: way ?? { transport: 'ssh', host: 'kvm' },
    dial: async (place: ReachedDisplay) => {
      dialled.push(place)
      return { stream, close: () => void stream.destroy(), secure: async () => stream }
    },
  }
  driver = await openRemote({ remoteName: 'qemu:///system', beside }, dial, {
    ...{ readOnly, signal, asker: unattended, progress: () => {} },
  })
  return { consoles: driver.consoles as ConsoleOps, dialled, lines }
}

test('displays and text devices are told without their passwords', async () => {
  const { consoles } = await start()
  const list = await consoles.list(uuid)
  expect(list.displays).toMatchObject([
    { index: 0, kind: 'vnc', whyNot: null },
    { index: 1, kind: 'spice', whyNot: null },
    { index: 2, kind: 'sdl', whyNot: expect.stringContaining('“sdl”') },
  ])
  expect(list.texts.map(({ name }) => name)).toEqual(['serial0', 'channel0'])
  expect(JSON.stringify(list)).not.toContain('hidden')
})

test('a display is dialled the way the connection goes, with the password of its definition', async () => {
  const { consoles, dialled } = await start()
  const opened = await consoles.openDisplay(uuid, 0, { tls: null, signal })
  expect(opened).toMatchObject({ kind: 'vnc', password: 'hidden', isPrivate: true })
  expect(dialled).toEqual([
    { from: 'there', host: '127.0.0.1', port: 5900, tls: false, meant: null },
  ])
})

test('beside the connection, only TLS keeps others from reading along', async () => {
  const { consoles, dialled } = await start({ way: { transport: 'tcp', host: 'kvm' } })
  const open = (tls: boolean | null) => consoles.openDisplay(uuid, 1, { tls, signal })
  expect([(await open(null)).isPrivate, (await open(true)).isPrivate]).toEqual([false, true])
  expect(dialled.map((place) => 'port' in place && [place.port, place.meant])).toEqual([
    [5901, 'kvm'],
    [5902, 'kvm'],
  ])
})

test.each([
  [0, 'host.no-way', /own host only/],
  [2, 'host.unsupported', /“sdl”/],
  [3, 'object.missing', /no such display/],
])('display %i, which is not to be had, says why', async (index, code, detail) => {
  const { consoles, dialled } = await start({ way: { transport: 'tls', host: 'kvm' } })
  await expect(consoles.openDisplay(uuid, index, { tls: null, signal })).rejects.toMatchObject({
    ...{ code, detail: expect.stringMatching(detail) },
  })
  expect(dialled).toEqual([])
})

test('a connection that may only look opens nothing', async () => {
  const { consoles } = await start({ readOnly: true })
  const refused = { code: 'host.read-only' }
  await expect(consoles.openDisplay(uuid, 0, { tls: null, signal })).rejects.toMatchObject(refused)
  await expect(consoles.openText(uuid, 'serial0', shell)).rejects.toMatchObject(refused)
})

test.each([
  ['serial0', 'domainOpenConsole', { devName: 'serial0' }],
  ['channel0', 'domainOpenChannel', { name: 'channel0' }],
])(
  '%s opens over a line of its own, which is hung up with it',
  async (device, procedure, named) => {
    const typed: string[] = []
    const open = (_: unknown, { stream }: FakeCall) => {
      stream.onPacket = (packet) => void typed.push(String(packet))
      setTimeout(() => stream.send(Buffer.from('hello')), 1)
      return {}
    }
    const handlers = { domainOpenConsole: open, domainOpenChannel: open }
    const { consoles } = await start({ handlers })
    const text = await consoles.openText(uuid, device, { force: true, signal })
    await text.write(Buffer.from('typed'))
    await expect.poll(() => typed).toEqual(['typed'])
    for await (const bytes of text) {
      expect(String(bytes)).toBe('hello')
      break
    }
    await text.close()
    const call = host.daemon.calls.find(({ name }) => name === procedure)
    expect(call?.args).toMatchObject({ ...named, flags: 1 })
    expect([host.count('connectOpen'), host.count('connectClose')]).toEqual([2, 1])
  },
)

test('a device that there is not, or that somebody else has, says so and leaves no line open', async () => {
  const taken = () => {
    throw fakeError({ code: 9, message: 'Active console session exists for this domain' })
  }
  const { consoles } = await start({ handlers: { domainOpenConsole: taken } })
  await expect(consoles.openText(uuid, 'serial9', shell)).rejects.toMatchObject({
    code: 'object.missing',
  })
  await expect(consoles.openText(uuid, 'serial0', shell)).rejects.toMatchObject({
    code: 'host.refused',
  })
  expect(host.count('connectClose')).toBe(1)
})

test('a guest that floods a console which nobody reads is made to wait, and holds up no call', async () => {
  const piece = Buffer.alloc(200 * 1024, 'y')
  const pieces = 320
  const flood = (_: unknown, { stream }: FakeCall) => {
    setTimeout(() => {
      for (let count = 0; count < pieces; count++) stream.send(piece)
    }, 1)
    return {}
  }
  const { consoles, lines } = await start({ handlers: { domainOpenConsole: flood } })
  const text = await consoles.openText(uuid, 'serial0', shell)
  await expect.poll(() => lines[1]?.bytesRead).toBeGreaterThan(1024 * 1024)
  expect(await driver.domains.xml(uuid, false)).toContain('serial0')
  // of 62.5 MiB
  expect(lines[1]?.bytesRead).toBeLessThan(4 * 1024 * 1024)
  await text.close()
})
