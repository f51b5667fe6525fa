import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type LinkState, LiveSocket, type SocketLike, waitBefore } from './live-socket.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

class FakeSocket implements SocketLike {
  onopen: ((event: never) => void) | null = null
  onmessage: ((event: never) => void) | null = null
  onclose: ((event: never) => void) | null = null
  readonly sent: string[] = []
  closed = false
  send(text: string) {
    this.sent.push(text)
  }
  close() {
    this.closed = true
  }
  opens() {
    this.onopen?.(undefined as never)
  }
}

function setUp() {
  const sockets: FakeSocket[] = []
  const states: LinkState[] = []
  const frames: string[] = []
  const live = new LiveSocket({
    dial: () => {
      const socket = new FakeSocket()
      sockets.push(socket)
      return socket
    },
    random: () => 0.999,
    now: () => Date.now(),
    onFrame: (frame) => frames.push(frame),
    onState: (state) => states.push(state),
  })
  const phases = () => states.map(({ phase }) => phase)
  const open = () => {
    live.start()
    vi.advanceTimersByTime(0)
    sockets.at(-1)?.opens()
  }
  return { live, sockets, states, phases, frames, open }
}

test('start, stop, start in one breath opens one socket', () => {
  const { live, sockets } = setUp()
  live.start()
  live.stop()
  live.start()
  vi.advanceTimersByTime(10)
  expect(sockets).toHaveLength(1)
})

test('stopped before it has opened, it is closed and says nothing more', () => {
  const { live, sockets, phases } = setUp()
  live.start()
  vi.advanceTimersByTime(0)
  live.stop()
  sockets[0]?.opens()
  expect(sockets[0]?.closed).toBe(true)
  vi.advanceTimersByTime(60_000)
  expect(sockets).toHaveLength(1)
  expect(phases()).toEqual(['connecting'])
})

test('lost, it says when it tries again, and tries then', () => {
  const { sockets, states, open } = setUp()
  open()
  sockets[0]?.onclose?.({ code: 1006 } as never)
  expect(states.at(-1)).toEqual({ phase: 'lost', retryAt: Date.now() + 250 })
  vi.advanceTimersByTime(249)
  expect(sockets).toHaveLength(1)
  vi.advanceTimersByTime(1)
  expect(sockets).toHaveLength(2)
})

test('waits grow to four seconds, and never to nothing', () => {
  expect([0, 1, 2, 3, 9, 500].map((tries) => waitBefore(tries, 0.999_999))).toEqual([
    250, 500, 1_000, 2_000, 4_000, 4_000,
  ])
  expect(waitBefore(0, 0)).toBe(125)
})

test('a network that is back ends the waiting at once', () => {
  const { live, sockets, open } = setUp()
  open()
  for (let tries = 0; tries < 8; tries++) {
    sockets.at(-1)?.onclose?.({ code: 1006 } as never)
    if (tries < 7) vi.runOnlyPendingTimers()
  }
  const before = sockets.length
  live.wake(20_000)
  vi.advanceTimersByTime(0)
  expect(sockets).toHaveLength(before + 1)
})

test('after a sleep a silent socket is replaced, a talking one is kept', () => {
  const { live, sockets, frames, open } = setUp()
  open()
  vi.advanceTimersByTime(15_000)
  sockets[0]?.onmessage?.({ data: 'news' } as never)
  vi.advanceTimersByTime(15_000)
  live.wake(20_000)
  vi.advanceTimersByTime(0)
  expect(sockets).toHaveLength(1)
  vi.advanceTimersByTime(15_000)
  live.wake(20_000)
  vi.advanceTimersByTime(0)
  expect(sockets).toHaveLength(2)
  expect(sockets[0]?.closed).toBe(true)
  expect(frames).toEqual(['news'])
})

test('an ended session is not dialled again', () => {
  const { sockets, phases, open } = setUp()
  open()
  sockets[0]?.onclose?.({ code: 4401 } as never)
  vi.advanceTimersByTime(60_000)
  expect(sockets).toHaveLength(1)
  expect(phases().at(-1)).toBe('signed-out')
})

test('what is said while it is not open is not said later', () => {
  const { live, sockets, open } = setUp()
  live.send('early')
  open()
  live.send('now')
  expect(sockets[0]?.sent).toEqual(['now'])
})
