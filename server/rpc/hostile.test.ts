import { Duplex } from 'node:stream'
import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { systemClock } from '../../lib/clock.ts'
import { Failure } from '../../lib/failure.ts'
import { Channel } from './channel.ts'
import { remoteClient } from './client.ts'
import { type Delivery, type FakeDaemon, fakeDaemon } from './fake-daemon.ts'
import { frameOf, frameStatuses, frameTypes } from './frame.ts'
import { hostilities, oddities } from './hostile.ts'
import { keepaliveProgram } from './keepalive.ts'
import { events, procedures } from './protocol.ts'
import { type EventRow, qemu, remote } from './row.ts'

const dom = { name: 'test', uuid: '6695eb01-f6a4-8304-79aa-97f2502e193f', id: 1 }
let daemon: FakeDaemon | null = null
afterEach(async () => {
  await daemon?.close()
  daemon = null
})

/** One question to a daemon that answers in that way, and how it and the connection ended. */
async function ask(delivery: Delivery, timeout = 5_000) {
  daemon = await fakeDaemon({ connectListAllDomains: () => ({ domains: [dom], ret: 1 }) }, delivery)
  const channel = new Channel(daemon.connect(), { clock: systemClock, timeout })
  const asked = remoteClient(channel).connectListAllDomains({ needResults: true, flags: 0 })
  const outcome = await asked.catch((cause: unknown) => cause)
  return { channel, outcome }
}

const expected: Record<keyof typeof hostilities, string> = {
  'a web server': 'host.not-libvirt',
  'an ssh server': 'host.not-libvirt',
  zeros: 'host.not-libvirt',
  'a length over the limit': 'host.not-libvirt',
  'a length of 27': 'host.not-libvirt',
  'another protocol version': 'host.not-libvirt',
  'an unknown type': 'host.not-libvirt',
  'an unknown status': 'host.not-libvirt',
  'a call of its own': 'host.not-libvirt',
  'an answer to no call': 'host.not-libvirt',
  'an answer to another procedure': 'host.not-libvirt',
  'a huge count': 'host.not-libvirt',
  'an answer too short': 'host.not-libvirt',
  'an answer too long': 'host.not-libvirt',
  'too many descriptors': 'host.not-libvirt',
  'a torn error': 'host.not-libvirt',
  'half an answer': 'host.lost',
  'half an answer and silence': 'host.silent',
  'a closed door': 'host.lost',
  silence: 'host.silent',
}

const ways = Object.entries(expected) as [keyof typeof hostilities, string][]

test.each(ways)('%s fails the call with %s', async (name, code) => {
  const { channel, outcome } = await ask(hostilities[name], code === 'host.silent' ? 100 : 5_000)
  expect(outcome).toBeInstanceOf(Failure)
  expect(outcome).toMatchObject({ code })
  channel.close()
})

const malformed = ways.filter(([, code]) => code === 'host.not-libvirt')
test.each(malformed)('%s ends the connection, with an excerpt for the log', async (name, code) => {
  const { channel } = await ask(hostilities[name])
  const failure = await channel.ended
  expect(failure).toMatchObject({ code })
  expect(String(failure?.cause)).toMatch(/^Error: malformed: .*, in [0-9a-f]{32,128}$/)
  expect(failure?.detail).not.toMatch(/[0-9a-f]{32}/)
})

test('a connection that ends in the middle of an answer says so', async () => {
  const { channel } = await ask(hostilities['half an answer'])
  expect((await channel.ended)?.detail).toBe('It ended in the middle of a message.')
})

test.each(Object.entries(oddities))(
  'an answer %s arrives all the same',
  async (_name, delivery) => {
    const { channel, outcome } = await ask(delivery)
    expect(outcome).toEqual({ domains: [dom], ret: 1 })
    channel.close()
  },
)

/** A byte stream whose other end is the test: `push` is what the host sends, and nothing is ever taken. */
const deaf = () => new Duplex({ read() {}, write() {} })

test('who asks and asks if we are there, and reads no answer, fills no memory', async () => {
  const wire = deaf()
  const channel = new Channel(wire, { clock: systemClock })
  const ping = { program: keepaliveProgram, procedure: 1, serial: 0 } as const
  const pings = Buffer.concat(
    Array.from({ length: 1000 }, () => frameOf({ ...ping, type: 'message', status: 'ok' })),
  )
  for (let round = 0; round < 100; round++) {
    wire.push(pings)
    await new Promise(setImmediate)
  }
  expect(wire.writableLength).toBeGreaterThan(0)
  expect(wire.writableLength).toBeLessThan(256 * 1024)
  channel.close()
})

const knownNumbers = Object.values(procedures).map((row) => row.number)
const anyFrame = fc
  .record({
    program: fc.constantFrom(remote.number, qemu.number, keepaliveProgram, 7),
    procedure: fc.oneof(fc.constantFrom(...knownNumbers), fc.nat(500)),
    type: fc.constantFrom(...frameTypes),
    serial: fc.nat(3),
    status: fc.constantFrom(...frameStatuses),
    payload: fc.uint8Array({ maxLength: 64 }),
  })
  .map(({ payload, ...header }) => frameOf(header, payload))

test('whatever frames come, a connection goes on or ends with a Failure', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyFrame, { maxLength: 12 }), async (frames) => {
      const wire = deaf()
      const channel = new Channel(wire, { clock: systemClock })
      for (const row of Object.values(events)) channel.on(row as EventRow<unknown>, () => {})
      const client = remoteClient(channel)
      const asked = [
        client.connectGetHostname(),
        client.domainScreenshot({ dom, screen: 0, flags: 0 }),
      ]
      const settled = Promise.allSettled(asked)
      for (const frame of frames) wire.push(frame)
      await new Promise(setImmediate)
      wire.push(null)
      expect(await channel.ended).toBeInstanceOf(Failure)
      for (const outcome of await settled) {
        if (outcome.status === 'rejected') {
          expect(['Failure', 'RemoteError']).toContain(outcome.reason.name)
        }
      }
    }),
    { numRuns: 500 },
  )
})
