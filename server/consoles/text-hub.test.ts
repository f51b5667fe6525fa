import { expect, test } from 'vitest'
import { Failure } from '../../lib/failure.ts'
import type { TextStream } from '../drivers/driver.ts'
import { TextHub } from './text-hub.ts'

/** A guest that says what it is told to. */
function guest() {
  const said: Buffer[] = []
  const typed: string[] = []
  let over: Error | null | undefined
  let wake = () => {}
  const stream: TextStream = {
    async *[Symbol.asyncIterator]() {
      for (;;) {
        yield* said.splice(0)
        if (said.length > 0) continue
        if (over) throw over
        if (over === null) return
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    },
    write: async (bytes) => void typed.push(Buffer.from(bytes).toString()),
    close: async () => {
      over ??= null
      wake()
    },
  }
  const say = (bytes: string | Buffer) => {
    said.push(Buffer.from(bytes))
    wake()
  }
  const end = (why: Error | null) => {
    over = why
    wake()
  }
  return { stream, say, end, typed }
}

/** One who looks; `stalled` takes nothing more once it has its first piece. */
function viewer(stalled = false) {
  const pieces: Buffer[] = []
  return {
    pieces,
    text: () => Buffer.concat(pieces).toString(),
    write: (bytes: Buffer) => {
      pieces.push(bytes)
      return stalled ? new Promise<void>(() => {}) : Promise.resolve()
    },
  }
}
const always = new AbortController().signal

test('everybody who looks sees the same, and who comes later sees what was before', async () => {
  const { stream, say } = guest()
  const hub = new TextHub(stream)
  const [early, late] = [viewer(), viewer()]
  void hub.show(early, always)
  say('login: ')
  await expect.poll(early.text).toBe('login: ')
  void hub.show(late, always)
  say('root')
  await expect.poll(late.text).toBe('login: root')
  expect(early.text()).toBe('login: root')
})

test('one that is stalled holds up nobody, and holds no more than one piece', async () => {
  const { stream, say } = guest()
  const hub = new TextHub(stream)
  const [stuck, quick] = [viewer(true), viewer()]
  void hub.show(stuck, always)
  void hub.show(quick, always)
  say('x')
  await expect.poll(stuck.text).toBe('x')
  const flood = Buffer.alloc(1024 * 1024, 'y')
  for (let count = 0; count < 8; count++) say(flood)
  say('end')
  await expect.poll(() => quick.text().endsWith('end')).toBe(true)
  expect(stuck.pieces).toHaveLength(1)
})

test('what is remembered is the newest quarter of a mebibyte', async () => {
  const { stream, say } = guest()
  const hub = new TextHub(stream)
  const first = viewer()
  void hub.show(first, always)
  say(Buffer.alloc(300 * 1024, 'a'))
  say('newest')
  await expect.poll(() => first.text().endsWith('newest')).toBe(true)
  const late = viewer()
  void hub.show(late, always)
  await expect.poll(() => late.text().length).toBe(256 * 1024)
})

test('the guest’s end is told after its last word', async () => {
  const { stream, say, end } = guest()
  const hub = new TextHub(stream)
  const one = viewer()
  const shown = hub.show(one, always)
  say('bye')
  end(null)
  await shown
  expect(one.text()).toBe('bye')
  expect(await hub.ended).toBeNull()
})

test('why it broke off is told', async () => {
  const { stream, end } = guest()
  const hub = new TextHub(stream)
  end(new Failure('host.lost', 'gone'))
  expect(await hub.ended).toMatchObject({ code: 'host.lost', detail: 'gone' })
})

test('who turns away is shown no more', async () => {
  const { stream, say } = guest()
  const hub = new TextHub(stream)
  const one = viewer()
  const turned = new AbortController()
  const shown = hub.show(one, turned.signal)
  turned.abort()
  await shown
  say('more')
  await hub.close()
  expect(one.text()).toBe('')
})
