import { createHash } from 'node:crypto'
import { connect } from 'node:net'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { spend } from '../lent-bytes.ts'
import { type FakeEnd, fakeEnd } from './fake-end.ts'
import { type Connect, connectReadingAgain, reading } from './read-again.ts'

const size = 256 * 1024
let end: FakeEnd | null = null
afterEach(() => end?.close())

/** What is read so, and pushed; `comes` answers which buffer so many bytes were read into. */
function reader() {
  const pushed: Buffer[] = []
  const { buffer, callback } = reading((bytes) => pushed.push(bytes) > 0)
  const comes = (count: number) => {
    const into = buffer()
    callback(count, into.fill(pushed.length + 1, 0, count))
    return into
  }
  return { pushed, comes }
}

test('little is copied, and its buffer is read into again at once', () => {
  const { pushed, comes } = reader()
  expect(comes(10)).toBe(comes(size / 4 - 1))
  expect(pushed.map(({ length }) => length)).toEqual([10, size / 4 - 1])
  expect(pushed[0]).toEqual(Buffer.alloc(10, 1))
})

test('much is not copied, and its buffer is read into again once all of it is spent', () => {
  const { pushed, comes } = reader()
  const [first, second] = [comes(size / 4), comes(size)]
  expect(second).not.toBe(first)
  expect(pushed.map(({ buffer }) => buffer)).toEqual([first.buffer, second.buffer])
  const [bytes] = pushed as [Buffer]
  spend(bytes.subarray(0, 5))
  expect([first, second]).not.toContain(comes(size))
  spend(bytes.subarray(5))
  // one is in place already
  comes(size)
  expect(comes(size)).toBe(first)
  expect(pushed[1]?.every((byte) => byte === 2)).toBe(true)
})

test('everything comes as it was sent to a reader who is slow, and few buffers do for it', async () => {
  const sent = Buffer.alloc(20_000_003)
  for (let at = 0; at < sent.length; at += 4_096)
    sent.writeUInt32BE(at, Math.min(at, sent.length - 4))
  end = await fakeEnd((socket) => void socket.end(sent))
  const socket = connectReadingAgain({ host: '127.0.0.1', port: end.port })
  const hash = createHash('sha256')
  const buffers = new Set<unknown>()
  for await (const bytes of socket as AsyncIterable<Buffer>) {
    await nextTurn()
    hash.update(bytes)
    if (bytes.length >= size / 4) buffers.add(bytes.buffer)
    spend(bytes)
  }
  expect(hash.digest('hex')).toBe(createHash('sha256').update(sent).digest('hex'))
  expect(buffers.size).toBeLessThan(12)
})

test('the end of the other side, its reset and an address without anybody are told as ever', async () => {
  end = await fakeEnd((socket) => void socket.end('bye'))
  const said = (async () => {
    const pieces: Buffer[] = []
    for await (const bytes of connectReadingAgain({ host: '127.0.0.1', port: end.port }))
      pieces.push(bytes)
    return String(Buffer.concat(pieces))
  })()
  expect(await said).toBe('bye')
  const { port } = end
  await end.close()
  end = null
  const why = (dial: Connect) =>
    new Promise((resolve) =>
      dial({ host: '127.0.0.1', port }).once('error', ({ message }) => resolve(message)),
    )
  expect(await why(connectReadingAgain)).toBe(await why(connect))
})
