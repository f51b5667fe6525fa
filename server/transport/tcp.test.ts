import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemClock } from '../../lib/clock.ts'
import type { Failure } from '../../lib/failure.ts'
import { FakeClock } from '../../lib/fake-clock.ts'
import { type AddressFence, addressFence } from './address-fence.ts'
import { type FakeEnd, fakeEnd } from './fake-end.ts'
import type { Address, Lookup } from './resolve.ts'
import { dialTcp } from './tcp.ts'

const never = new AbortController().signal
let end: FakeEnd
let port: number

beforeAll(async () => {
  end = await fakeEnd(() => {})
  port = end.port
})
afterAll(() => end.close())

const address = (text: string): Address => ({ address: text, family: text.includes(':') ? 6 : 4 })
const named =
  (...texts: string[]): Lookup =>
  async () =>
    texts.map(address)
const coded = (code: string): Lookup => {
  return async () => {
    throw Object.assign(new Error(code), { code })
  }
}

interface Dialled {
  rungs?: [string, string?][]
  clock?: FakeClock
  lookup?: Lookup
  fence?: AddressFence
  signal?: AbortSignal
}

const dial = (host: string, to: number, { rungs, clock, lookup, fence, signal }: Dialled = {}) =>
  dialTcp(host, to, {
    signal: signal ?? never,
    progress: (rung, found) => rungs?.push(found === undefined ? [rung] : [rung, found]),
    surrounds: { clock: clock ?? systemClock, ...(fence && { fence }) },
    ...(lookup && { lookup }),
  })

/** Trouble, code and words of what dialling came to. */
const failure = (...args: Parameters<typeof dial>) =>
  dial(...args).then(
    (socket) => {
      socket.destroy()
      return null
    },
    ({ trouble, code, detail }: Failure) => [trouble, code, detail],
  )

test('each rung is told with what was found before it', async () => {
  const rungs: [string, string?][] = []
  const socket = await dial('h', port, { rungs, lookup: named('127.0.0.1', '127.0.0.2') })
  expect(rungs).toEqual([['resolving'], ['dialling', '127.0.0.1, 127.0.0.2']])
  expect(socket.remotePort).toBe(port)
  socket.destroy()
})

test('an address is not looked up', async () => {
  const socket = await dial('127.0.0.1', port, { lookup: coded('ENOTFOUND') })
  socket.destroy()
})

test('a refusal is told in libvirt’s own sentence', async () => {
  expect(await failure('127.0.0.1', 1)).toEqual([
    'tcp-refused',
    'host.unreachable',
    "unable to connect to server at '127.0.0.1:1': Connection refused",
  ])
})

test.each([
  ['ENOTFOUND', 'name-unknown', 'Name or service not known'],
  ['EAI_AGAIN', 'name-unanswered', 'Temporary failure in name resolution'],
])('a name that cannot be looked up: %s', async (code, trouble, words) => {
  expect(await failure('h', 16509, { lookup: coded(code) })).toEqual([
    trouble,
    'host.unreachable',
    `Unable to resolve address 'h' service '16509': ${words}`,
  ])
})

test('a name without any address is unknown', async () => {
  expect((await failure('h', 16509, { lookup: named() }))?.[0]).toBe('name-unknown')
})

test.each([0, -1, 65_536, 1.5])('%d is no port', async (wrong) => {
  expect((await failure('127.0.0.1', wrong))?.[0]).toBe('port-impossible')
})

test('a zone that is no interface here is told as that', async () => {
  const zoned = { fence: () => null }
  expect((await failure('fe80::1%nowhere9', 1, zoned))?.[0]).toBe('zone-unknown')
})

test('a name service that says nothing is not waited for without end', async () => {
  const clock = new FakeClock()
  const failed = failure('h', 16509, { clock, lookup: () => new Promise(() => {}) })
  await clock.advance(8_000)
  expect((await failed)?.[0]).toBe('name-unanswered')
})

test('an address that refuses does not hide the one that answers', async () => {
  const lookup = named('127.0.0.3', '127.0.0.1')
  const socket = await dial('h', port, { lookup })
  expect(socket.remoteAddress).toBe('127.0.0.1')
  socket.destroy()
})

test('who gives up gets its own reason, while it dials and while it looks up', async () => {
  const reason = new Error('enough')
  await expect(dial('127.0.0.1', port, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
  const ending = new AbortController()
  const looking = dial('h', port, { signal: ending.signal, lookup: () => new Promise(() => {}) })
  ending.abort(reason)
  await expect(looking).rejects.toBe(reason)
})

test('what a name became is checked, and what was checked is dialled', async () => {
  const asked: string[] = []
  const lookup: Lookup = async (name) => {
    asked.push(name)
    return named(asked.length === 1 ? '127.0.0.1' : '169.254.169.254')(name)
  }
  const socket = await dial('rebinding', port, { lookup })
  expect([asked, socket.remoteAddress]).toEqual([['rebinding'], '127.0.0.1'])
  socket.destroy()
})

test('a forbidden address is left out, and nothing is dialled when no other is there', async () => {
  const socket = await dial('h', port, { lookup: named('169.254.1.1', '127.0.0.1') })
  expect(socket.remoteAddress).toBe('127.0.0.1')
  socket.destroy()
  expect(await failure('h', 80, { lookup: named('169.254.169.254') })).toEqual([
    'address-forbidden',
    'uri.forbidden',
    '169.254.169.254 is the address of a metadata service of clouds.',
  ])
  expect((await failure('2852039166', 80))?.[0]).toBe('address-forbidden')
  expect(await failure('127.0.0.1', port, { fence: addressFence(null) })).toBeNull()
})
