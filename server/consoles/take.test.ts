import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { take } from './take.ts'

const forever = new AbortController().signal

test('bytes are taken exactly, whatever pieces they come in', async () => {
  const stream = new PassThrough()
  const taken = take(stream, 6, forever)
  stream.write('abc')
  // a timer in between: a wait that keeps the process busy would never let it come
  setTimeout(() => stream.write('defgh'), 20)
  expect(String(await taken)).toBe('abcdef')
  expect(String(await take(stream, 2, forever))).toBe('gh')
})

test('who waits for the rest lets everything else go on, and hears when nobody waits any more', async () => {
  const stream = new PassThrough()
  stream.write('abc')
  await expect(take(stream, 6, AbortSignal.timeout(30))).rejects.toMatchObject({
    name: 'TimeoutError',
  })
  expect(String(await take(stream, 3, forever))).toBe('abc')
  expect(stream.listenerCount('readable')).toBe(0)
})

test.each(['end', 'destroy'] as const)('a stream that ends before (%s) is lost', async (how) => {
  const stream = new PassThrough()
  stream.write('abc')
  const taken = take(stream, 6, forever)
  setTimeout(() => stream[how](), 10)
  await expect(taken).rejects.toMatchObject({ code: 'host.lost' })
})

test('what has ended already is lost at once', async () => {
  const stream = new PassThrough()
  stream.destroy()
  await expect(take(stream, 1, forever)).rejects.toMatchObject({ code: 'host.lost' })
})
