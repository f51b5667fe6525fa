import { deflateSync } from 'node:zlib'
import { describe, expect, test, vi } from 'vitest'
import { Shown } from './shown.ts'

const u16 = (...values: number[]) => {
  const buffer = Buffer.alloc(2 * values.length)
  for (const [at, value] of values.entries()) buffer.writeUInt16BE(value, 2 * at)
  return buffer
}
const i32 = (value: number) => {
  const buffer = Buffer.alloc(4)
  buffer.writeInt32BE(value | 0)
  return buffer
}
const bytes = (...values: (number | Buffer | string)[]) =>
  Buffer.concat(
    values.map((value) => (typeof value === 'number' ? Buffer.of(value) : Buffer.from(value))),
  )
const zeros = (count: number) => Buffer.alloc(count)

const serverInit = (width: number, height: number, name = 'QEMU (seen)') =>
  bytes(u16(width, height), zeros(16), i32(name.length), name)
const update = (...rectangles: Buffer[]) => bytes(0, 0, u16(rectangles.length), ...rectangles)
const rectangle = (encoding: number, place: readonly number[], body = zeros(0)) =>
  bytes(u16(...place), i32(encoding), body)
const cutText = (length: number, text: Buffer | string = '') =>
  bytes(3, zeros(3), i32(length), text)
const extended = (flags: number, text: Buffer) =>
  cutText(-(4 + text.length), bytes(i32(flags), text))

const small = [0, 0, 20, 10] as const
const [tight, tightPng, zrle, hextile] = [7, -260, 16, 5]
/** All that a display which means well says, each in every form that has a length of its own. */
const pictures = {
  raw: rectangle(0, small, zeros(800)),
  copied: rectangle(1, small, zeros(4)),
  rre: rectangle(2, small, bytes(i32(2), zeros(4), zeros(8), u16(1, 1), zeros(8), u16(2, 2))),
  zlib: rectangle(6, small, bytes(i32(9), zeros(9))),
  zrle: rectangle(zrle, small, bytes(i32(0))),
  h264: rectangle(50, small, bytes(i32(5), i32(1), zeros(5))),
  // 20 × 10: a tile of 16 × 10 and one of 4 × 10
  'hextile, raw and plain': rectangle(hextile, small, bytes(1, zeros(640), 2, zeros(4))),
  'hextile, parts': rectangle(hextile, small, bytes(2 | 8, zeros(4), 2, zeros(4), 24, 1, zeros(6))),
  'tight, filled': rectangle(tight, small, bytes(0x80, zeros(3))),
  'tight, a photo': rectangle(tight, small, bytes(0x90, 0x85, 0x01, zeros(133))),
  'tight, plain': rectangle(tight, small, bytes(0x00, 4, zeros(4))),
  'tight, short': rectangle(tight, [0, 0, 3, 1], bytes(0x10, zeros(9))),
  'tight, empty': rectangle(tight, [0, 0, 0, 4], bytes(0x10)),
  'tight, two colours': rectangle(tight, small, bytes(0x40, 1, 1, zeros(6), 5, zeros(5))),
  'tight, more colours': rectangle(tight, small, bytes(0x40, 1, 2, zeros(9), 5, zeros(5))),
  'tight, few of two colours': rectangle(
    tight,
    [0, 0, 9, 2],
    bytes(0x40, 1, 1, zeros(6), zeros(4)),
  ),
  'tight, shaded': rectangle(tight, small, bytes(0x40, 2, 0x81, 0x80, 1, zeros(0x4001))),
  'tight, PNG': rectangle(tightPng, small, bytes(0xa0, 3, zeros(3))),
}
const told = {
  size: rectangle(-223, [0, 0, 20, 10]),
  'size of screens': rectangle(-308, [0, 0, 20, 10], bytes(2, zeros(3), zeros(32))),
  'a size refused': rectangle(-308, [1, 3, 65_535, 65_535], bytes(0, zeros(3))),
  pointer: rectangle(-239, [1, 1, 9, 2], bytes(zeros(72), zeros(4))),
  'pointer of masks': rectangle(0x574d5664, [1, 1, 3, 2], bytes(0, 0, zeros(48))),
  'pointer of alpha': rectangle(0x574d5664, [1, 1, 3, 2], bytes(1, 0, zeros(24))),
  name: rectangle(-307, [0, 0, 0, 0], bytes(i32(4), 'mill')),
  keys: rectangle(-258, [0, 0, 20, 10]),
  lamps: rectangle(-261, [0, 0, 0, 0], bytes(3)),
  buttons: rectangle(-316, [0, 0, 0, 0]),
}
const beside = {
  bell: bytes(2),
  text: cutText(5, 'hello'),
  // as QEMU says it: it can provide, notify and request texts
  caps: extended(0x1b000001, zeros(4)),
  'a text, deflated': extended((1 << 28) | 1, deflateSync(bytes(i32(5), 'hello'))),
  fence: bytes(248, zeros(7), 3, zeros(3)),
  xvp: bytes(250, 0, 1, 1),
}

const shown = (...said: Buffer[]) => shownTo(() => true, ...said)
function shownTo(hears: () => boolean, ...said: Buffer[]) {
  const walk = new Shown(hears)
  const out: Buffer[] = []
  let failed: unknown = null
  walk.on('data', (piece: Buffer) => out.push(piece))
  walk.on('error', (cause) => {
    failed = cause
  })
  for (const piece of said) walk.write(piece)
  return { walk, text: () => Buffer.concat(out), failed: () => failed }
}
/** The same, by a page that asks for each update. */
function passed(said: Buffer, size: number) {
  const { walk, text } = shown()
  for (let asked = 0; asked < 100; asked += 1) walk.asked()
  for (let at = 0; at < said.length; at += size) walk.write(said.subarray(at, at + size))
  return text()
}

const meansWell = bytes(
  serverInit(20, 10),
  ...Object.values({ ...pictures, ...told }).map((one) => update(one)),
  ...Object.values(beside),
  update(rectangle(-224, [0, 0, 0, 0]), zeros(0)).fill(0xff, 2, 4),
  update(pictures.raw, told.pointer),
)

test.each([1, 2, 3, 5, 16, 61, 1_024])(
  'a display that means well is shown as it is, cut every %i bytes',
  (size) => {
    expect(passed(meansWell, size).equals(meansWell)).toBe(true)
  },
)

const start = serverInit(20, 10)
const huge = [0, 0, 65_535, 65_535] as const

describe('what a page could not bear ends it with a sentence', () => {
  test.each<[string, Buffer, RegExp]>([
    ['a screen at the beginning', serverInit(65_535, 65_535), /a screen of 65535 × 65535/],
    ['a name without end', serverInit(1, 1).fill(0x7f, 20, 24), /a name of 2139062143 bytes/],
    ['another screen', bytes(start, update(rectangle(-223, huge))), /a screen of 65535/],
    [
      'a screen of screens',
      bytes(start, update(rectangle(-308, huge, bytes(1, zeros(19))))),
      /a screen of 65535/,
    ],
    ['a pointer', bytes(start, update(rectangle(-239, huge))), /a pointer of 65535/],
    ['a pointer of masks', bytes(start, update(rectangle(0x574d5664, huge))), /a pointer/],
    ['a picture off the screen', bytes(start, update(rectangle(0, [1, 0, 20, 1]))), /not on its/],
    [
      'a picture of a length',
      bytes(start, update(rectangle(zrle, small, i32(0x7fffffff)))),
      /a picture of 2147483647 bytes/,
    ],
    ['an encoding that nobody knows', bytes(start, update(rectangle(99, small))), /encoding 99/],
    ['a message that nobody knows', bytes(start, 77), /type 77/],
    ['colours that nobody asked for', bytes(start, 1), /type 1/],
  ])('%s', async (_, said, words) => {
    const { failed } = shown(said)
    await expect.poll(failed).toMatchObject({ code: 'host.broke-protocol' })
    expect(String((failed() as { detail: unknown }).detail)).toMatch(words)
  })

  test('a screen drawn over and over in one update', async () => {
    const width = 3_600
    const full = rectangle(tight, [0, 0, width, width], bytes(0x80, zeros(3)))
    const { failed } = shown(serverInit(width, width), update(full, full, full))
    await expect.poll(failed).toMatchObject({ code: 'host.broke-protocol' })
  })
})

describe('the clipboard', () => {
  const after = update(pictures.raw)
  const bomb = deflateSync(bytes(i32(1 << 28), zeros(1 << 26)))
  test.each<[string, Buffer]>([
    ['a long text', cutText((1 << 20) + 1, zeros((1 << 20) + 1))],
    ['a long one, deflated', extended((1 << 28) | 1, zeros(300_000))],
    ['a short one that becomes long', extended((1 << 28) | 1, bomb)],
    ['one that says it is longer', extended((1 << 28) | 1, deflateSync(bytes(i32(9), 'hello')))],
    ['a broken one', extended((1 << 28) | 1, zeros(40))],
    ['no text at all', cutText(-2, zeros(2))],
  ])('%s does not reach the page, and the picture goes on', async (_, text) => {
    const { text: seen } = shown(bytes(start, text, after))
    await expect.poll(() => seen().equals(bytes(start, after))).toBe(true)
  })

  test.each<[string, Buffer]>([
    ['a text', cutText(6, Buffer.from('secret'))],
    ['what there is', extended((1 << 27) | 1, Buffer.alloc(0))],
    ['a text, deflated', extended((1 << 28) | 1, deflateSync(bytes(i32(6), 'secret')))],
  ])('%s does not reach who only watches', async (_, text) => {
    const { text: seen } = shownTo(() => false, bytes(start, beside.caps, text, after))
    await expect.poll(() => seen().equals(bytes(start, beside.caps, after))).toBe(true)
  })

  test('a gigabyte of it is held nowhere', () => {
    const { walk, text } = shown(start, cutText(1 << 30))
    for (let sent = 0; sent < 1 << 26; sent += 1 << 16) walk.write(zeros(1 << 16))
    expect([walk.writableLength, text().equals(start)]).toEqual([0, true])
  })
})

describe('updates', () => {
  const one = update(told.size)
  const sizes = (count: number) =>
    Array.from({ length: count }, (_, at) => update(rectangle(-223, [0, 0, 1_000 + at, 1_000])))

  test('of the size come no faster than a page can follow', async () => {
    vi.useFakeTimers()
    try {
      const { walk, text } = shown(start)
      for (let asked = 0; asked < 100; asked += 1) walk.asked()
      walk.write(bytes(...sizes(100)))
      const count = () => (text().length - start.length) / one.length
      const before = count()
      await vi.advanceTimersByTimeAsync(1_000)
      expect(before).toBeLessThan(2)
      expect(count()).toBeGreaterThan(7)
      expect(count()).toBeLessThan(13)
    } finally {
      vi.useRealTimers()
    }
  })

  test('wait until the page has asked for them', async () => {
    const { walk, text } = shown(start, ...Array.from({ length: 100 }, () => one))
    const count = () => (text().length - start.length) / one.length
    await new Promise((resolve) => setImmediate(resolve))
    const before = count()
    expect(before).toBeLessThan(10)
    walk.asked()
    await expect.poll(count).toBe(before + 1)
  })

  test('a page is never brought to let the display send them unasked', () => {
    expect(shown(start, bytes(150), one).text()).toEqual(bytes(start, one))
  })
})
