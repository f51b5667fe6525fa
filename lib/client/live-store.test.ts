import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { BrowserMessage, ServerMessage } from '../contract/live.ts'
import type { SocketLike } from './live-socket.ts'
import { LiveStore } from './live-store.ts'
import { aConnection, aDomain } from './samples.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

function setUp() {
  const asked: BrowserMessage[] = []
  const paints: (() => void)[] = []
  const watched: string[] = []
  let signedOut = 0
  let serverTime = 0
  let socket: SocketLike
  const store = new LiveStore({
    dial: () => {
      socket = {
        onopen: null,
        onmessage: null,
        onclose: null,
        send: (text) => asked.push(JSON.parse(text) as BrowserMessage),
        close: () => undefined,
      }
      return socket
    },
    random: () => 0.5,
    now: () => Date.now(),
    beforePaint: (run) => paints.push(run),
    onServerTime: (now) => {
      serverTime = now
    },
    onSignedOut: () => signedOut++,
    onOpen: () => undefined,
    onLost: () => undefined,
    onGrants: () => undefined,
    onWatched: (connection) => watched.push(connection),
  })
  const open = () => {
    store.start()
    vi.runOnlyPendingTimers()
    socket.onopen?.(undefined as never)
  }
  return {
    store,
    asked,
    watched,
    open,
    reopen: () => {
      socket.onclose?.({ code: 1006 } as never)
      vi.advanceTimersByTime(1_000)
      socket.onopen?.(undefined as never)
    },
    end: (code: number) => socket.onclose?.({ code } as never),
    say: (...messages: readonly (ServerMessage | { type: string })[]) => {
      for (const message of messages) socket.onmessage?.({ data: JSON.stringify(message) } as never)
    },
    paint: () => {
      for (const run of paints.splice(0)) run()
    },
    paints,
    signedOut: () => signedOut,
    serverTime: () => serverTime,
  }
}

const listing = (revision: number): ServerMessage => ({
  type: 'listing',
  connection: 'c1',
  revision,
  domains: [aDomain({ uuid: 'a' })],
})
const changed = (revision: number): ServerMessage => ({
  type: 'changed',
  connection: 'c1',
  revision,
  domains: [aDomain({ uuid: 'a', state: 'paused' })],
  removed: [],
})

test('a thousand messages between two pictures are told once', () => {
  const { store, open, say, paint, paints } = setUp()
  open()
  let told = 0
  store.subscribe(() => told++)
  say(listing(0), ...Array.from({ length: 1_000 }, (_, index) => changed(index + 1)))
  expect(told).toBe(0)
  expect(paints).toHaveLength(1)
  paint()
  expect(told).toBe(1)
  expect(store.state().listings.get('c1')?.revision).toBe(1_000)
})

test('a gap asks for the listing again, once until it comes', () => {
  const { store, asked, open, say, paint } = setUp()
  open()
  store.watch('c1')
  say(listing(3))
  paint()
  say(changed(7))
  paint()
  say(changed(8))
  paint()
  const watches = () => asked.filter(({ type }) => type === 'watch').length
  expect(watches()).toBe(2)
  say(listing(8), changed(9))
  paint()
  expect(watches()).toBe(2)
  expect(store.state().listings.get('c1')?.revision).toBe(9)
})

test('what is watched is watched again after the link was lost, and stays on screen meanwhile', () => {
  const { store, asked, open, reopen, say, paint } = setUp()
  open()
  store.watch('c1')
  say(listing(3))
  paint()
  asked.length = 0
  reopen()
  expect(asked).toEqual([{ type: 'watch', connection: 'c1' }])
  expect(store.state().listings.get('c1')?.domains.size).toBe(1)
})

test('two lookers ask once; a minute after the last has left, it is let go', () => {
  const { store, asked, watched, open, say, paint } = setUp()
  open()
  const ends = [store.watch('c1'), store.watch('c1')]
  expect(asked).toEqual([{ type: 'watch', connection: 'c1' }])
  expect(watched).toEqual(['c1'])
  say(listing(3))
  paint()
  for (const end of ends) end()
  vi.advanceTimersByTime(59_000)
  expect(store.state().listings.has('c1')).toBe(true)
  vi.advanceTimersByTime(2_000)
  expect(asked.at(-1)).toEqual({ type: 'unwatch', connection: 'c1' })
  expect(store.state().listings.has('c1')).toBe(false)
})

test('who comes back within the minute finds everything in place', () => {
  const { store, asked, open } = setUp()
  open()
  store.watch('c1')()
  vi.advanceTimersByTime(30_000)
  store.watch('c1')
  vi.advanceTimersByTime(120_000)
  expect(asked).toEqual([{ type: 'watch', connection: 'c1' }])
})

test('a hidden tab says that it wants no loads, again after every reconnect', () => {
  const { store, asked, open, reopen } = setUp()
  open()
  store.wantStats(false)
  reopen()
  expect(asked).toEqual([
    { type: 'stats', on: false },
    { type: 'stats', on: false },
  ])
})

test('a page that is looked at again says so, and one without a socket does not', () => {
  const { store, asked, open } = setUp()
  store.wake()
  open()
  expect(asked).toEqual([])
  store.wake()
  expect(asked).toEqual([{ type: 'nudge' }])
})

test('hello sets the clock; an ended session is passed on', () => {
  const { open, say, end, signedOut, serverTime } = setUp()
  open()
  say({ type: 'hello', now: 1_234, build: 'b' })
  expect(serverTime()).toBe(1_234)
  end(4401)
  expect(signedOut()).toBe(1)
})

test('a message that this page does not understand is told as an outdated page, not swallowed', () => {
  const { store, open, say } = setUp()
  open()
  say({ type: 'something-new' })
  expect(store.state().outdated).toBe(true)
})

test('tasks from before this page join those that came by the live path', () => {
  const { store, open, say, paint } = setUp()
  open()
  say({ type: 'connections', rows: [aConnection()] })
  paint()
  store.takeTasks([])
  expect(store.state().connections?.size).toBe(1)
})
