import { EventEmitter, once } from 'node:events'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ConsoleRequest } from '../../lib/contract/consoles.ts'
import { lend } from '../lent-bytes.ts'
import { ConsoleSocket, type ConsoleWebSocket } from './console-socket.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(() => {
  vi.useRealTimers()
})

/** A browser that takes `takes` of what it is sent, and what became of its socket. */
function setUp({ takes = true, bufferedAmount = 0 } = {}) {
  const done: string[] = []
  const emitter = new EventEmitter()
  const fake = Object.assign(emitter, {
    ...{ readyState: 1, OPEN: 1, CLOSED: 3, bufferedAmount },
    send: (data: Buffer | string, _?: object, taken?: () => void) => {
      done.push(typeof data === 'string' ? data : `${data.length} bytes`)
      if (takes) taken?.()
    },
    close: (code: number) => done.push(`close ${code}`),
    terminate: () => done.push('terminate'),
    pause: () => done.push('pause'),
    resume: () => {},
  })
  const socket = new ConsoleSocket(fake as unknown as ConsoleWebSocket)
  const requests: ConsoleRequest[] = []
  socket.onRequest = (request) => requests.push(request)
  const comes = (data: Buffer | string) =>
    emitter.emit('message', Buffer.from(data), Buffer.isBuffer(data))
  const goes = () => {
    fake.readyState = 3
    emitter.emit('close')
  }
  return { socket, done, requests, comes, goes }
}

test('an answer of the greatest length is understood, and a longer text hangs up', () => {
  const { done, requests, comes } = setUp()
  const secret = '\u0001'.repeat(256)
  comes(JSON.stringify({ type: 'answer', user: secret, password: secret }))
  expect(requests).toEqual([{ type: 'answer', user: secret, password: secret }])
  expect(done).toEqual([])
  comes(`{"type":"take"}${' '.repeat(4_096)}`)
  expect(done).toEqual(['close 1008'])
})

test.each(['', '{', 'null', '{"type":"end"}', '{"type":"answer","user":"","password":1}'])(
  'what is no request hangs up: %s',
  (text) => {
    const { done, requests, comes } = setUp()
    comes(text)
    expect([done, requests]).toEqual([['close 1008'], []])
  },
)

test('a browser is told to wait once a quarter of a mebibyte waits for a reader', () => {
  const { socket, done, comes } = setUp()
  comes(Buffer.alloc(200 * 1024))
  expect(done).toEqual([])
  comes(Buffer.alloc(200 * 1024))
  expect(done).toEqual(['pause'])
  expect(socket.carried).toEqual({ up: 400 * 1024, down: 0 })
})

test('a browser that has taken no word for a mebibyte is hung up on', () => {
  const { socket, done } = setUp({ bufferedAmount: 1024 * 1024 + 1 })
  socket.tell({ type: 'here', people: [] })
  expect(done).toEqual(['terminate'])
})

test.each([
  { takes: true, times: 1 },
  { takes: false, times: 0 },
])('bytes go back to who lent them when the network has taken them: $takes', ({ takes, times }) => {
  const back = vi.fn()
  const { socket } = setUp({ takes })
  socket.write(lend(Buffer.alloc(10), 10, back))
  expect(back).toHaveBeenCalledTimes(times)
})

test('one that takes nothing is left three seconds after the end', () => {
  const { socket, done } = setUp({ takes: false })
  socket.write(Buffer.alloc(10))
  socket.hangUp()
  vi.advanceTimersByTime(2_999)
  expect(done).toEqual(['10 bytes'])
  vi.advanceTimersByTime(1)
  expect(done).toEqual(['10 bytes', 'terminate'])
})

test('one that goes when it is told to is not hung up on', async () => {
  const { socket, done, goes } = setUp()
  const closed = once(socket, 'close')
  socket.hangUp()
  await expect.poll(() => done).toEqual(['close 1000'])
  goes()
  await closed
  vi.advanceTimersByTime(10_000)
  expect(done).not.toContain('terminate')
})
