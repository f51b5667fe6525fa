import { hextile } from './hextile.ts'
import { bounded, fail, type Part, pass, read } from './parts.ts'
import { draw, place, point, type Rectangle, resized, type Screen } from './screen.ts'
import { tight } from './tight.ts'

/** A picture compressed by its display: a whole 4K screen fits even where nothing is gained. */
const longestPicture = 34 * 1024 * 1024
/** A name is a line. */
const longestName = 4_096

/** Walks one rectangle of an update, its head included; `last`: it says that none follows. Throws Failure. */
export function* rectangle(screen: Screen): Part<'more' | 'last'> {
  const head = yield* read(12)
  const encoding = head.readInt32BE(8)
  const at: Rectangle = {
    ...{ x: head.readUInt16BE(0), y: head.readUInt16BE(2) },
    ...{ width: head.readUInt16BE(4), height: head.readUInt16BE(6) },
  }
  if (encoding === lastRect) {
    yield* pass(0)
    return 'last'
  }
  const said = beside[encoding]
  const drawn = pictures[encoding]
  if (said !== undefined) yield* said(at, screen)
  else if (drawn !== undefined) {
    place(screen, at)
    yield* drawn(at, screen)
  } else throw fail(`a picture of the unknown encoding ${encoding}`)
  return 'more'
}

const lastRect = -224

/** What is drawn, by its encoding; 32 bits a pixel, as our pages ask for it. */
const pictures: Readonly<Record<number, (at: Rectangle, screen: Screen) => Part>> = {
  0: ({ width, height }) => pass(4 * width * height), // Raw
  1: () => pass(4), // CopyRect
  2: rre,
  5: hextile,
  6: compressed, // Zlib
  7: tight,
  16: compressed, // ZRLE
  50: h264,
  [-260]: tight, // TightPNG
}

/** What is told in the place of a picture, by its encoding. */
const beside: Readonly<Record<number, (at: Rectangle, screen: Screen) => Part>> = {
  [-223]: function* desktopSize({ width, height }, screen) {
    yield* resized(screen, width, height)
    yield* pass(0)
  },
  [-308]: function* extendedDesktopSize({ x, y, width, height }, screen) {
    const [screens = 0] = yield* read(4)
    // a wish of the page (1) that was refused changes nothing
    if (x !== 1 || y === 0) yield* resized(screen, width, height)
    yield* pass(16 * screens)
  },
  [-239]: function* cursor(at) {
    point(at)
    yield* pass(4 * at.width * at.height + Math.ceil(at.width / 8) * at.height)
  },
  1464686180: function* vmwareCursor(at) {
    point(at)
    const [kind = 0] = yield* read(2)
    if (kind > 1) throw fail(`a pointer of the unknown kind ${kind}`)
    yield* pass((kind === 0 ? 8 : 4) * at.width * at.height)
  },
  [-307]: function* desktopName() {
    yield* pass(bounded((yield* read(4)).readUInt32BE(), longestName, 'a name'))
  },
  [-258]: () => pass(0), // QEMU's extended keys
  [-261]: () => pass(1), // QEMU's lamps of the keyboard
  [-316]: () => pass(0), // ExtendedMouseButtons
}

function* compressed(): Part {
  yield* pass(bounded((yield* read(4)).readUInt32BE(), longestPicture, 'a picture'))
}

/** Its flags, which the length does not count, stand before the picture. */
function* h264(): Part {
  yield* pass(bounded((yield* read(8)).readUInt32BE(), longestPicture, 'a picture'))
}

/** RRE (RFC 6143 §7.7.3): each of its parts is drawn over the others. */
function* rre(_: Rectangle, screen: Screen): Part {
  const count = (yield* read(8)).readUInt32BE()
  yield* pass(0)
  for (let left = count; left > 0; left -= 1) {
    const part = yield* read(12)
    draw(screen, part.readUInt16BE(8), part.readUInt16BE(10))
    yield* pass(0)
  }
}
