import { once } from 'node:events'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { echoingConsoles } from '../consoles/fake-consoles.ts'
import { fakeDisplay } from '../consoles/fake-display.ts'
import { take } from '../consoles/take.ts'
import { type Look, looking, operator, screen, shell, somebody } from './fake-console-page.ts'
import { type FakeServer, startFakeServer } from './fake-server.ts'

const MiB = 1024 * 1024
/** What one viewer who stalls may cost. */
const most = 8 * MiB
const forever = new AbortController().signal

let server: FakeServer
beforeAll(async () => {
  server = await startFakeServer()
})
afterAll(() => server.stop())
const looks: Look[] = []
// a guest goes on for as long as somebody looks
afterEach(() => {
  for (const { socket } of looks.splice(0)) socket.terminate()
})

setFlagsFromString('--expose-gc')
const gc = runInNewContext('gc') as () => void
/** Bytes in buffers, after what nobody holds is gone. */
function held(): number {
  // what the first finds is counted as gone by the second
  gc()
  gc()
  return process.memoryUsage().arrayBuffers
}

const look = async (choice = screen) => {
  const { cookie } = await somebody(server, operator)
  const page = await looking(server, cookie, choice)
  looks.push(page)
  return page
}

/** A VNC display of 1000 × 1000 that sends its whole picture over and over, as fast as it is taken. */
function flooding() {
  const { display, host } = fakeDisplay()
  const sent = { bytes: 0 }
  const update = Buffer.alloc(16 + 4_000_000)
  update.writeUInt16BE(1, 2)
  update.writeUInt16BE(1_000, 8)
  update.writeUInt16BE(1_000, 10)
  const run = async () => {
    host.write('RFB 003.008\n')
    await take(host, 12, forever)
    host.write(Buffer.of(1, 1))
    await take(host, 1, forever)
    host.write(Buffer.alloc(4))
    await take(host, 1, forever)
    const init = Buffer.alloc(24)
    init.writeUInt16BE(1_000, 0)
    init.writeUInt16BE(1_000, 2)
    // 32 bits a pixel, of which 24 count, in true colours
    init.set([32, 24, 0, 1, 0, 255, 0, 255, 0, 255, 16, 8, 0], 4)
    host.write(init)
    host.resume()
    while (!host.destroyed) {
      for (let at = 0; at < update.length; at += 65_536) {
        const piece = update.subarray(at, at + 65_536)
        sent.bytes += piece.length
        if (!host.write(piece)) await once(host, 'drain')
      }
    }
  }
  run().catch(() => undefined)
  return { display, sent }
}

test('a page that stalls makes its display wait, and holds little of what was sent', async () => {
  const { display, sent } = flooding()
  const before = held()
  server.driver.consoles = { ...echoingConsoles(), openDisplay: async () => display }
  const page = await look()
  page.say('RFB 003.008\n')
  page.say(Buffer.of(1))
  page.say(Buffer.of(1))
  const ask = Buffer.from([3, 0, 0, 0, 0, 0, 3, 232, 3, 232])
  page.say(Buffer.concat(Array<Buffer>(1_000).fill(ask)))
  await expect.poll(() => page.text.length).toBeGreaterThan(12 * MiB)
  page.socket.pause()
  await stands(() => sent.bytes)
  page.text = ''
  expect(held() - before).toBeLessThan(most)
})

test('pages that stall before a guest that floods its shell hold little, and hold up nobody', async () => {
  const piece = Buffer.alloc(65_536, 'y')
  let said = 0
  const end = new AbortController()
  server.driver.consoles = {
    ...echoingConsoles(),
    openText: async () => ({
      async *[Symbol.asyncIterator]() {
        while (!end.signal.aborted) {
          said += piece.length
          yield Buffer.from(piece)
          if (said % (4 * piece.length) === 0) await new Promise((resolve) => setTimeout(resolve))
        }
      },
      write: async () => {},
      close: async () => end.abort(),
    }),
  }
  const stalled = await Promise.all(Array.from({ length: 4 }, () => look(shell)))
  for (const { socket } of stalled) socket.pause()
  const before = held()
  const quick = await look(shell)
  const since = said
  await expect.poll(() => quick.text.length, { timeout: 30_000 }).toBeGreaterThan(8 * MiB)
  await expect.poll(() => said - since, { timeout: 30_000 }).toBeGreaterThan(64 * MiB)
  quick.text = ''
  quick.socket.pause()
  expect((held() - before) / 5).toBeLessThan(most)
})

test('a page that floods what nobody takes is made to wait', async () => {
  let taken = 0
  server.driver.consoles = {
    ...echoingConsoles(),
    openText: async () => ({
      async *[Symbol.asyncIterator]() {
        yield Buffer.from('hello')
        await once(forever, 'abort')
      },
      write: (bytes: Uint8Array) => {
        taken += bytes.length
        return new Promise(() => {})
      },
      close: async () => {},
    }),
  }
  const page = await look(shell)
  await expect.poll(() => page.text).toBe('hello')
  const before = held()
  const piece = Buffer.alloc(65_536, 'x')
  for (let count = 0; count < 512; count++) page.say(piece)
  await stands(() => page.socket.bufferedAmount)
  expect(taken).toBe(piece.length)
  // of 32 MiB; what is not there waits with the page
  const unsent = page.socket.bufferedAmount
  expect(512 * piece.length - unsent).toBeLessThan(most)
  expect(held() - before - unsent).toBeLessThan(most)
})

/** Resolves when a figure has not changed for a while. */
async function stands(figure: () => number): Promise<void> {
  let last = -1
  while (last !== figure()) {
    last = figure()
    await new Promise((resolve) => setTimeout(resolve, 300))
  }
}
