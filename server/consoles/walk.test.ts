import { Writable } from 'node:stream'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { lend, spend } from '../lent-bytes.ts'
import { type Grammar, type Step, Walk } from './walk.ts'

/** A letter, how many follow, and those: k is kept, d is left out, w waits and is kept, x is not allowed. */
function* letters(mayPass: () => boolean): Grammar {
  for (;;) {
    const head: Buffer = yield { read: 2 } satisfies Step
    const [kind, length = 0] = [String.fromCharCode(head[0] ?? 0), head[1]]
    if (kind === 'x') throw new Error('not this')
    if (kind === 'w') yield { until: mayPass }
    yield kind === 'd' ? { drop: length } : { pass: length }
  }
}

const message = (kind: string, body: string) =>
  Buffer.concat([Buffer.from(kind), Buffer.of(body.length), Buffer.from(body)])

function walked(said: Buffer, size = said.length, mayPass = () => true) {
  const walk = new Walk(letters(mayPass))
  const out: Buffer[] = []
  walk.on('data', (piece: Buffer) => out.push(piece))
  for (let at = 0; at < said.length; at += size) walk.write(said.subarray(at, at + size))
  return { walk, pieces: out, text: () => Buffer.concat(out) }
}

const kept = [message('k', 'kept'), message('k', ''), message('w', 'waited'), message('k', 'last')]
const left = [message('d', 'left out'), message('d', '')]
const all = Buffer.concat([kept[0], left[0], kept[1], left[1], kept[2], kept[3]] as Buffer[])

test.each([1, 2, 3, 4, 5, 7, 11, all.length])('what is left out is, cut every %i bytes', (size) => {
  expect(walked(all, size).text()).toEqual(Buffer.concat(kept))
})

test('what goes on together leaves together', () => {
  const said = Buffer.concat([message('k', 'one'), message('k', 'two'), message('k', 'three')])
  expect(walked(said).pieces).toEqual([said])
})

test('nothing passes what waits, and all of it comes afterwards', async () => {
  let may = false
  const { walk, text } = walked(all, all.length, () => may)
  await Promise.resolve()
  expect(text()).toEqual(Buffer.concat(kept.slice(0, 2)))
  walk.look()
  expect(text()).toEqual(Buffer.concat(kept.slice(0, 2)))
  may = true
  walk.look()
  await expect.poll(text).toEqual(Buffer.concat(kept))
})

test('while it waits, whoever writes is told to wait too', () => {
  const { walk } = walked(message('w', 'waits'), 64, () => false)
  let room = true
  for (let count = 0; room && count < 1_000; count += 1) room = walk.write(Buffer.alloc(1_024))
  expect(room).toBe(false)
})

test('what is not allowed ends it, and nothing after it goes on', async () => {
  const said = Buffer.concat([message('k', 'fine'), message('x', ''), message('k', 'never')])
  const { walk, text } = walked(said.subarray(0, 6))
  const failed = new Promise((resolve) => walk.on('error', resolve))
  walk.write(said.subarray(6))
  expect(String(await failed)).toContain('not this')
  expect(text()).toEqual(message('k', 'fine'))
})

test.each([3, 5, 11, 17, 40])(
  'what it was lent in pieces of %i goes back, and is not looked at again',
  async (size) => {
    const walk = new Walk(letters(() => true))
    const taken: Buffer[] = []
    const slow = new Writable({
      write: (bytes: Buffer, _, done) =>
        void nextTurn().then(() => {
          taken.push(Buffer.from(bytes))
          spend(bytes)
          done()
        }),
    })
    walk.pipe(slow)
    const said = Buffer.concat([all, all, all])
    let out = 0
    for (let at = 0; at < said.length; at += size) {
      const piece = said.subarray(at, at + size)
      const buffer = Buffer.allocUnsafeSlow(size)
      piece.copy(buffer)
      out += 1
      // whoever is given it back may write into it at once
      const back = () => {
        buffer.fill('!')
        out -= 1
      }
      walk.write(lend(buffer, piece.length, back))
    }
    await expect
      .poll(() => Buffer.concat(taken))
      .toEqual(Buffer.concat([...kept, ...kept, ...kept]))
    expect(out).toBe(0)
  },
)
