import { type Part, pass, read } from './parts.ts'
import type { Rectangle } from './screen.ts'

const side = 16
const [raw, background, foreground, parts, coloured] = [1, 2, 4, 8, 16]

/** Hextile (RFC 6143 §7.7.4), 32 bits a pixel: its head is read, its tiles follow row by row. */
export function* hextile({ width, height }: Rectangle): Part {
  yield* pass(0)
  for (let y = 0; y < height; y += side) {
    for (let x = 0; x < width; x += side) {
      yield* tile(Math.min(side, width - x), Math.min(side, height - y))
    }
  }
}

function* tile(width: number, height: number): Part {
  const [kind = 0] = yield* read(1)
  if (kind & raw) return yield* pass(4 * width * height)
  const colours = (kind & background ? 4 : 0) + (kind & foreground ? 4 : 0)
  if (!(kind & parts)) return yield* pass(colours)
  const count = (yield* read(colours + 1)).readUInt8(colours)
  yield* pass(count * (kind & coloured ? 6 : 2))
}
