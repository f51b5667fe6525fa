import { beforeEach, expect, test } from 'vitest'
import { FakeClock } from '../fake-clock.ts'
import { Pictures, type Screen, takePicture } from './pictures.ts'
import { RequestFailed } from './request-failed.ts'

interface Asked {
  screen: Screen
  signal: AbortSignal
  draw: (picture?: Blob) => void
  refuse: (cause: unknown) => void
}

let clock: FakeClock
let asked: Asked[]
let pictures: Pictures
beforeEach(() => {
  clock = new FakeClock()
  asked = []
  pictures = new Pictures({
    clock,
    take: (screen, signal) =>
      new Promise((resolve, reject) => {
        const draw = (picture = new Blob(['png'])) => resolve(picture)
        asked.push({ screen, signal, draw, refuse: reject })
        signal.addEventListener('abort', () => reject(signal.reason))
      }),
  })
  pictures.setAwake(true)
})

const screen = (uuid: string, connection = 'here'): Screen => ({ connection, uuid, life: 1 })
const names = () => asked.map(({ screen: { uuid } }) => uuid)
const failed = (code: 'host.unsupported' | 'host.lost' | 'server.busy') =>
  new RequestFailed({ code, detail: null, request: '', trouble: null })
const quiet = () => undefined

/** Answers everything that is asked now. */
async function drawAll() {
  for (const { draw } of asked.splice(0)) draw()
  await clock.advance(0)
}

/** Looks at screens of a connection; returns what ends it. */
function look(names: readonly string[], connection = 'here', told = quiet) {
  const leaves = names.map((name) => pictures.look(screen(name, connection), told))
  return () => {
    for (const leave of leaves) leave()
  }
}

test('a screen is asked for once it is looked at, and again some time after it came', async () => {
  let told = 0
  look(['mill'], 'here', () => {
    told += 1
  })
  expect(names()).toEqual(['mill'])
  await clock.advance(20_000)
  expect(names(), 'one on its way is waited for').toEqual(['mill'])
  await drawAll()
  expect(told).toBe(1)
  expect(pictures.of(screen('mill')).shown?.picture.size).toBe(3)
  await clock.advance(60_000)
  expect(names()).toEqual(['mill'])
})

test('a slow host rests for longer than it took', async () => {
  look(['mill'])
  await clock.advance(4_000)
  await drawAll()
  await clock.advance(11_000)
  expect(names()).toEqual([])
  await clock.advance(1_000)
  expect(names()).toEqual(['mill'])
})

test('four at once of a connection; another one has four of its own', async () => {
  look(['a', 'b', 'c', 'd', 'e', 'f'])
  look(['x'], 'there')
  expect(names()).toEqual(['a', 'b', 'c', 'd', 'x'])
  asked[0]?.draw()
  await clock.advance(0)
  expect(names()).toEqual(['a', 'b', 'c', 'd', 'x', 'e'])
})

test('each has its turn, those that waited longest first', async () => {
  look(['a', 'b', 'c', 'd', 'e'])
  await drawAll()
  expect(names()).toEqual(['e'])
  await clock.advance(1_000)
  await drawAll()
  await clock.advance(4_000)
  expect(names()).toEqual(['a', 'b', 'c', 'd'])
})

test('a place is free at once when its screen is left, even where its answer never ends', async () => {
  pictures = new Pictures({
    clock,
    take: (wanted, signal) => {
      asked.push({ screen: wanted, signal, draw: quiet, refuse: quiet })
      return new Promise(() => undefined)
    },
  })
  pictures.setAwake(true)
  const leave = look(['a', 'b', 'c', 'd'])
  look(['e'])
  expect(names()).toEqual(['a', 'b', 'c', 'd'])
  leave()
  expect(names()).toEqual(['a', 'b', 'c', 'd', 'e'])
})

test('nobody asks while the page is hidden, and what was asked is called off', async () => {
  look(['mill'])
  pictures.setAwake(false)
  expect(asked[0]?.signal.aborted).toBe(true)
  await clock.advance(60_000)
  expect(names()).toEqual(['mill'])
  pictures.setAwake(true)
  expect(names()).toEqual(['mill', 'mill'])
  expect(pictures.of(screen('mill')).error).toBeNull()
})

test('a screen that is left is asked for no more, and its last picture stays for whoever comes back', async () => {
  const leave = look(['mill'])
  await drawAll()
  leave()
  await clock.advance(60_000)
  expect(names()).toEqual([])
  expect(pictures.of(screen('mill')).shown).not.toBeNull()
  expect(clock.sleeping).toBe(0)
  look(['mill'])
  expect(names()).toEqual(['mill'])
})

test('not all that was ever looked at is kept', async () => {
  for (let n = 0; n < 100; n++) {
    const leave = look([`m${n}`])
    await drawAll()
    leave()
  }
  expect(pictures.of(screen('m39')).shown).toBeNull()
  expect(pictures.of(screen('m40')).shown).not.toBeNull()
})

test('the last picture stays when the next does not come, and the reason is told', async () => {
  look(['mill'])
  await drawAll()
  await clock.advance(5_000)
  asked.splice(0)[0]?.refuse(failed('host.lost'))
  await clock.advance(0)
  expect(pictures.of(screen('mill'))).toMatchObject({
    shown: { picture: expect.any(Blob) },
    error: { code: 'host.lost' },
    missed: 1,
  })
  await clock.advance(5_000)
  await drawAll()
  expect(pictures.of(screen('mill'))).toMatchObject({ error: null, missed: 0 })
})

test('a machine that has no screen is asked rarely', async () => {
  look(['mill'])
  asked.splice(0)[0]?.refuse(failed('host.unsupported'))
  await clock.advance(59_000)
  expect(names()).toEqual([])
  await clock.advance(1_000)
  expect(names()).toEqual(['mill'])
})

test('a server that is busy is asked again, and nothing is said', async () => {
  look(['mill'])
  asked.splice(0)[0]?.refuse(failed('server.busy'))
  await clock.advance(5_000)
  expect(names()).toEqual(['mill'])
  expect(pictures.of(screen('mill'))).toEqual({ shown: null, error: null, missed: 0 })
})

test('a machine that was started again has another screen', async () => {
  look(['mill'])
  await drawAll()
  expect(pictures.of(screen('mill')).shown).not.toBeNull()
  expect(pictures.of({ ...screen('mill'), life: 2 }).shown).toBeNull()
})

test('a refusal of the server is told in its words', async () => {
  const body = { code: 'host.unsupported', detail: 'no screens to take a screenshot from' }
  const take = takePicture(async () => Response.json({ data: body }, { status: 501 }))
  await expect(take(screen('mill'), new AbortController().signal)).rejects.toMatchObject({
    error: body,
  })
})
