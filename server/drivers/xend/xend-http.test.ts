import { Duplex } from 'node:stream'
import { afterEach, expect, test } from 'vitest'
import { systemClock } from '../../../lib/clock.ts'
import { FakeClock, turn } from '../../../lib/fake-clock.ts'
import type { XendRequest } from './http-request.ts'
import { answer, type Behaviour, ends, type RawHost, rawHost, says } from './raw-host.ts'
import { type AskOptions, XendHttp } from './xend-http.ts'

const hosts: RawHost[] = []
afterEach(() => {
  for (const host of hosts.splice(0)) host.close()
})

async function start(...behaviours: Behaviour[]) {
  const host = await rawHost(...behaviours)
  hosts.push(host)
  return { host, http: new XendHttp({ dial: host.dial, clock: systemClock }) }
}

const read: XendRequest = { path: '/xend/node', form: null }
const change: XendRequest = { path: '/xend/domain/g', form: { op: 'pause' } }

const failureOf = (asked: Promise<unknown>) =>
  asked.then(
    () => null,
    (cause: { code?: string; detail?: string }) => [cause.code, cause.detail],
  )
const bodyOf = async (http: XendHttp, request = read, options: AskOptions = {}) =>
  String(Buffer.from((await http.ask(request, options)).body))

test('a read is sent as libvirt sent it, and asks for no page', async () => {
  const { host, http } = await start(says(answer('(node)')))
  expect(await bodyOf(http)).toBe('(node)')
  expect(host.requests).toEqual([
    'GET /xend/node HTTP/1.1\r\nHost: localhost:8000\r\nAccept: application/sxp\r\n' +
      'Accept-Encoding: identity\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n',
  ])
})

test('a form encodes what it must and no more', async () => {
  const { host, http } = await start(says(answer('', { type: '' })))
  const config = "(vm (name 'ä+b&c=d;e#f%')\n)"
  await http.ask({ path: '/xend/domain', form: { op: 'create', config } })
  const body = "op=create&config=(vm+(name+'%C3%A4%2Bb%26c%3Dd%3Be%23f%25')%0A)"
  expect(host.requests[0]).toContain(`\r\nContent-Length: ${body.length}\r\n\r\n${body}`)
  expect(new URLSearchParams(body).get('config')).toBe(config)
})

test('an answer counts with its last byte, and the connection is closed then', async () => {
  const { host, http } = await start(says(`${answer('(a)')}more`))
  expect(await bodyOf(http)).toBe('(a)')
  await expect.poll(() => host.open.now).toBe(0)
})

test('an answer without a length ends with the connection', async () => {
  const { http } = await start(ends('HTTP/1.0 200 OK\n\n(a)'))
  expect(await bodyOf(http)).toBe('(a)')
})

test.each<[string, string]>([
  ['another protocol', 'SSH-2.0-OpenSSH_4.3\r\n'],
  ['no number', 'HTTP/1.1 OK\r\n\r\n'],
  ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
  ['a length below nothing', 'HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n'],
  ['a length that is none', 'HTTP/1.1 200 OK\r\nContent-Length: 1e3\r\n\r\n'],
  ['a length beyond all bounds', 'HTTP/1.1 200 OK\r\nContent-Length: 1048577\r\n\r\n'],
  ['chunks', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n(a)\r\n0\r\n\r\n'],
  ['a head without end', `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(70_000)}`],
  ['a head of 501 lines', `HTTP/1.1 200 OK\r\n${'X: y\r\n'.repeat(501)}`],
  ['a body without end', `HTTP/1.1 200 OK\r\n\r\n${'('.repeat(1_100_000)}`],
])('%s is not xend, and is not asked again', async (_, text) => {
  const { host, http } = await start(says(text))
  expect((await failureOf(http.ask(read)))?.[0]).toBe('host.not-xend')
  expect(host.requests).toHaveLength(1)
  await expect.poll(() => host.open.now).toBe(0)
})

test('what may be larger is read when that is expected', async () => {
  const { http } = await start(says(answer('x'.repeat(1_500_000))))
  expect(await bodyOf(http, read, { bodyMax: 2_000_000 })).toHaveLength(1_500_000)
})

const half = 'HTTP/1.1 200 OK\r\nContent-length: 10\r\n\r\n(a'

test('half an answer is asked for once more, when it is a read', async () => {
  const { host, http } = await start(ends(half), says(answer('(a)')))
  expect(await bodyOf(http)).toBe('(a)')
  expect(host.requests).toHaveLength(2)
})

test.each<[string, Behaviour]>([
  ['half an answer', ends(half)],
  ['half a head', ends('HTTP/1.1 200 OK\r\nContent-')],
  ['no answer', ends('')],
  ['a reset', (socket) => void socket.resetAndDestroy()],
])(
  '%s twice is host.lost for a read and outcome.unknown for a change, asked once',
  async (_, behave) => {
    const { host, http } = await start(behave)
    expect((await failureOf(http.ask(read)))?.[0]).toBe('host.lost')
    expect(host.requests).toHaveLength(2)
    expect((await failureOf(http.ask(change)))?.[0]).toBe('outcome.unknown')
    expect(host.requests).toHaveLength(3)
  },
)

test('what cannot be dialled has not happened, and says so as it is', async () => {
  const reason = new Error('refused')
  const http = new XendHttp({ dial: () => Promise.reject(reason), clock: systemClock })
  await expect(http.ask(change)).rejects.toBe(reason)
})

test('what is given up while it is dialled is not sent', async () => {
  const { host } = await start(says(answer('')))
  const ending = new AbortController()
  const dial = async (signal: AbortSignal) => {
    const wire = await host.dial(signal)
    ending.abort({ code: 'enough' })
    return wire
  }
  const http = new XendHttp({ dial, clock: systemClock })
  expect(await failureOf(http.ask(change, { signal: ending.signal }))).toEqual([
    'enough',
    undefined,
  ])
  await expect.poll(() => host.open.now).toBe(0)
  expect(host.requests).toEqual([])
})

test('a form that xend would not read is not sent', async () => {
  const { host, http } = await start(says(answer('')))
  const asked = http.ask({ path: '/xend/domain', form: { op: 'new', config: '%'.repeat(3_400) } })
  expect(await failureOf(asked)).toEqual([
    'request.too-large',
    'xend reads at most 10000 bytes at once, and this comes to 10214.',
  ])
  expect(host.requests).toEqual([])
})

async function silent(behave: Behaviour) {
  const host = await rawHost(behave)
  hosts.push(host)
  const clock = new FakeClock()
  const ask = async (request: XendRequest, options: AskOptions = {}) => {
    const before = host.requests.length
    const failed = failureOf(new XendHttp({ dial: host.dial, clock }).ask(request, options))
    await expect.poll(() => host.requests.length).toBe(before + 1)
    return failed
  }
  return { clock, ask, host }
}

test('a host that says nothing for 15 s is silent, and a change it was sent is unknown', async () => {
  const { clock, ask, host } = await silent(() => {})
  for (const [request, code] of [
    [read, 'host.silent'],
    [change, 'outcome.unknown'],
  ] as const) {
    const failed = ask(request)
    await expect.poll(() => clock.sleeping).toBe(1)
    await clock.advance(14_999)
    expect(clock.sleeping).toBe(1)
    await clock.advance(1)
    expect((await failed)?.[0]).toBe(code)
    expect(clock.sleeping).toBe(0)
    await expect.poll(() => host.open.now).toBe(0)
  }
  expect(host.requests).toHaveLength(2)
})

test('a host that goes on without end has 60 s', async () => {
  const stream = new Duplex({ read: () => {}, write: (_, __, done) => done() })
  const wire = { stream, close: () => void stream.destroy() }
  const clock = new FakeClock()
  const failed = failureOf(new XendHttp({ dial: async () => wire, clock }).ask(read))
  stream.push('HTTP/1.1 200 OK\r\n\r\n')
  for (const span of [12_000, 12_000, 12_000, 12_000, 11_999]) {
    await clock.advance(span)
    expect(clock.sleeping).toBe(1)
    stream.push('(')
    await turn()
  }
  await clock.advance(1)
  expect((await failed)?.[0]).toBe('host.silent')
  expect([clock.sleeping, stream.destroyed]).toEqual([0, true])
})

test('what waits for hotplug has 150 s, and what moves memory has as long as it takes', async () => {
  const { clock, ask } = await silent(() => {})
  const failed = ask(change, { pace: 'hotplug' })
  await expect.poll(() => clock.sleeping).toBe(1)
  await clock.advance(149_000)
  expect(clock.sleeping).toBe(1)
  await clock.advance(1_000)
  expect((await failed)?.[0]).toBe('outcome.unknown')
  const ending = new AbortController()
  const saving = ask(change, { pace: 'memory', signal: ending.signal })
  await expect.poll(() => clock.sleeping).toBe(1)
  await clock.advance(86_400_000)
  expect(clock.sleeping).toBe(1)
  ending.abort({ code: 'enough' })
  expect((await saving)?.[0]).toBe('enough')
  expect(clock.sleeping).toBe(0)
})

test('one request at a time until it is known that more may be, and then so many', async () => {
  let now = 0
  let most = 0
  const { http } = await start((socket) => {
    now += 1
    most = Math.max(most, now)
    setTimeout(() => {
      now -= 1
      socket.write(answer('(a)'))
    }, 20)
  })
  const ask = (times: number) => Promise.all(Array.from({ length: times }, () => bodyOf(http)))
  await ask(3)
  expect(most).toBe(1)
  http.allow(4)
  await ask(9)
  expect(most).toBe(4)
})

test('a save does not hold up what is asked meanwhile', async () => {
  const { http } = await start((socket, request) => {
    if (request.startsWith('GET')) socket.write(answer('(a)'))
  })
  const saving = failureOf(http.ask(change, { pace: 'memory' }))
  expect(await bodyOf(http)).toBe('(a)')
  http.close()
  expect((await saving)?.[0]).toBe('outcome.unknown')
})

test('who gives up while it waits leaves the queue, and too many are told so', async () => {
  const { host, http } = await start(() => {})
  const first = failureOf(http.ask(read))
  const ending = new AbortController()
  const second = failureOf(http.ask(read, { signal: ending.signal }))
  ending.abort({ code: 'enough' })
  expect((await second)?.[0]).toBe('enough')
  const waiting = Array.from({ length: 201 }, () => failureOf(http.ask(read)))
  expect((await waiting.at(-1))?.[0]).toBe('server.busy')
  await expect.poll(() => host.requests.length).toBe(1)
  http.close()
  expect((await Promise.all([first, ...waiting.slice(0, -1)])).map((one) => one?.[0])).toEqual(
    Array.from({ length: 201 }, () => 'host.lost'),
  )
  expect((await failureOf(http.ask(read)))?.[0]).toBe('host.lost')
  expect(host.requests).toHaveLength(1)
})
