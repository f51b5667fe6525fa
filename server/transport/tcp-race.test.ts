import { connect, Socket } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { FakeClock, turn } from '../../lib/fake-clock.ts'
import { type FakeEnd, fakeEnd } from './fake-end.ts'
import type { Address } from './resolve.ts'
import { alternating, raceTcp } from './tcp-race.ts'

const never = new AbortController().signal
let end: FakeEnd
let port: number

beforeAll(async () => {
  end = await fakeEnd(() => {})
  port = end.port
})
afterAll(() => end.close())

const address = (text: string): Address => ({ address: text, family: text.includes(':') ? 6 : 4 })

/** A race in which addresses that begin with 240 swallow what is sent there; all else is real. */
function race(addresses: string[], signal = never) {
  const clock = new FakeClock()
  const opened: Socket[] = []
  const open = ({ address }: Address) => {
    const socket = address.startsWith('240.') ? new Socket() : connect(port, address)
    opened.push(socket.on('error', () => {}))
    return socket
  }
  const first = raceTcp(addresses.map(address), { host: 'h', port, clock, signal, open })
  first.catch(() => {})
  return { clock, opened, first }
}

test('an address that swallows everything delays the next by 250 ms and is let go', async () => {
  const { clock, opened, first } = race(['240.0.0.1', '127.0.0.1'])
  await clock.advance(249)
  expect(opened).toHaveLength(1)
  await clock.advance(1)
  const socket = await first
  expect(socket.remoteAddress).toBe('127.0.0.1')
  expect(opened.map(({ destroyed }) => destroyed)).toEqual([true, false])
  expect(clock.sleeping).toBe(0)
  socket.destroy()
})

test('an address that refuses does not delay the next at all', async () => {
  const { opened, first } = race(['127.0.0.2', '127.0.0.1'])
  const socket = await first
  expect([socket.remoteAddress, opened.length]).toEqual(['127.0.0.1', 2])
  socket.destroy()
})

test('the first may still win after the second was tried', async () => {
  const { clock, opened, first } = race(['240.0.0.1', '240.0.0.2'])
  await clock.advance(300)
  opened[0]?.emit('connect')
  expect(await first).toBe(opened[0])
  expect(opened[1]?.destroyed).toBe(true)
})

test('once one has won no other is tried, not even as the race is tidied up', async () => {
  const { clock, opened, first } = race(['127.0.0.1', '240.0.0.1'])
  const socket = await first
  await turn()
  expect(opened).toEqual([socket])
  expect(clock.sleeping).toBe(0)
  socket.destroy()
})

test('what swallows everything has timed out after 12 s', async () => {
  const { clock, opened, first } = race(['240.0.0.1', '240.0.0.2'])
  await clock.advance(12_000)
  await expect(first).rejects.toMatchObject({
    code: 'host.silent',
    trouble: 'tcp-timeout',
    detail: `unable to connect to server at 'h:${port}': Connection timed out`,
  })
  expect(opened.every(({ destroyed }) => destroyed)).toBe(true)
  expect(clock.sleeping).toBe(0)
})

test('when addresses fail in several ways all are told, the most telling first', async () => {
  const { clock, first } = race(['240.0.0.1', '127.0.0.2'])
  await clock.advance(12_000)
  await expect(first).rejects.toMatchObject({
    trouble: 'tcp-refused',
    detail: `unable to connect to server at 'h:${port}': Connection refused; 240.0.0.1: Connection timed out`,
  })
})

test('who gives up leaves nothing open', async () => {
  const reason = new Error('enough')
  const ending = new AbortController()
  const { clock, opened, first } = race(['240.0.0.1'], ending.signal)
  await turn()
  ending.abort(reason)
  await expect(first).rejects.toBe(reason)
  expect(opened[0]?.destroyed).toBe(true)
  expect(clock.sleeping).toBe(0)
})

test('families take turns', () => {
  const order = alternating(['::1', '::2', '::3', '1.1.1.1', '1.1.1.2'].map(address))
  expect(order.map((one) => one.address)).toEqual(['::1', '1.1.1.1', '::2', '1.1.1.2', '::3'])
})
