import { beforeEach, expect, test } from 'vitest'
import { FakeClock } from '../../lib/fake-clock.ts'
import { SharedPictures } from './shared-pictures.ts'

const png = (size = 4) => new Uint8Array(size)
const never = new AbortController().signal

let clock: FakeClock
let pictures: SharedPictures
beforeEach(() => {
  clock = new FakeClock()
  pictures = new SharedPictures(clock)
})

/** A host that draws when it is told to, and counts how often it was asked. */
function slowHost() {
  const asked: { signal: AbortSignal; draw: (picture: Uint8Array) => void }[] = []
  const take = (signal: AbortSignal) =>
    new Promise<Uint8Array>((draw, refuse) => {
      asked.push({ signal, draw })
      signal.addEventListener('abort', () => refuse(signal.reason))
    })
  return { asked, take }
}

test('two who look at the same screen share one picture', async () => {
  const { asked, take } = slowHost()
  const both = [pictures.take('mill', never, take), pictures.take('mill', never, take)]
  expect(asked).toHaveLength(1)
  asked[0]?.draw(png())
  const [one, other] = await Promise.all(both)
  expect(one).toBe(other)
})

test('a picture serves for a second, and then another is taken', async () => {
  let taken = 0
  const take = async () => {
    taken += 1
    return png()
  }
  await pictures.take('mill', never, take)
  await clock.advance(999)
  await pictures.take('mill', never, take)
  expect(taken).toBe(1)
  await clock.advance(1)
  await pictures.take('mill', never, take)
  expect(taken).toBe(2)
})

test('one who goes does not take the picture from another; the last one calls it off', async () => {
  const { asked, take } = slowHost()
  const [first, second] = [new AbortController(), new AbortController()]
  const both = [
    pictures.take('mill', first.signal, take),
    pictures.take('mill', second.signal, take),
  ]
  first.abort()
  expect(asked[0]?.signal.aborted).toBe(false)
  second.abort()
  expect(asked[0]?.signal.aborted).toBe(true)
  await Promise.allSettled(both)
})

test('who comes after it was called off gets a new one', async () => {
  const { asked, take } = slowHost()
  const gone = new AbortController()
  const left = pictures.take('mill', gone.signal, take)
  gone.abort()
  const picture = pictures.take('mill', never, take)
  await expect(left).rejects.toThrow()
  expect(asked).toHaveLength(2)
  asked[1]?.draw(png())
  await expect(picture).resolves.toEqual(png())
})

test('a failure is told to all who wait, and not kept', async () => {
  const fails = () => Promise.reject(new Error('no display'))
  const both = [pictures.take('mill', never, fails), pictures.take('mill', never, fails)]
  for (const one of both) await expect(one).rejects.toThrow('no display')
  await expect(pictures.take('mill', never, async () => png())).resolves.toEqual(png())
})

test('not more than eight are taken at once', async () => {
  const { asked, take } = slowHost()
  const eight = Array.from({ length: 8 }, (_, n) => pictures.take(`m${n}`, never, take))
  await expect(pictures.take('m8', never, take)).rejects.toMatchObject({ code: 'server.busy' })
  for (const { draw } of asked) draw(png())
  await Promise.all(eight)
  await expect(pictures.take('m8', never, async () => png())).resolves.toEqual(png())
})

test('the oldest are let go when pictures get large', async () => {
  const taken: string[] = []
  const large = (name: string) => async () => {
    taken.push(name)
    return png(12 * 1024 * 1024)
  }
  for (const name of ['a', 'b', 'c', 'c', 'a']) await pictures.take(name, never, large(name))
  expect(taken).toEqual(['a', 'b', 'c', 'a'])
})
