import { fail, type Part, pass, read } from './parts.ts'
import type { Rectangle } from './screen.ts'

/** Bits of the first byte's upper half, and what it is when its highest is set. */
const hasFilter = 4
const [fill, jpeg, png] = [8, 9, 10]
const palette = 1
/** Three bytes a pixel, as of 24 bits of colour. */
const pixel = 3
/** Shorter ones are not compressed, and have no length. */
const leastDeflated = 12

/** Tight (the rfbproto registry) and TightPNG; the rectangle's head is read. */
export function* tight({ width, height }: Rectangle): Part {
  const [control = 0] = yield* read(1)
  const kind = control >> 4
  if (kind === fill) return yield* pass(pixel)
  if (kind === jpeg || kind === png) return yield* measured()
  if (kind > png) throw fail(`a picture of the unknown kind ${kind}`)
  const filter = kind & hasFilter ? (yield* read(1)).readUInt8() : 0
  const bytes = filter === palette ? yield* paletted(width, height) : width * height * pixel
  if (bytes === 0) return yield* pass(0)
  yield* bytes < leastDeflated ? pass(bytes) : measured()
}

/** How long the pixels are that point into a palette, which is walked. */
function* paletted(width: number, height: number): Part<number> {
  const colours = (yield* read(1)).readUInt8() + 1
  yield* pass(colours * pixel)
  return (colours <= 2 ? Math.ceil(width / 8) : width) * height
}

/** A length of one to three bytes, the lowest first, and as many bytes. */
function* measured(): Part {
  let length = 0
  for (const shift of [0, 7, 14]) {
    const byte = (yield* read(1)).readUInt8()
    length |= shift === 14 ? byte << shift : (byte & 0x7f) << shift
    if (byte < 0x80) break
  }
  yield* pass(length)
}
