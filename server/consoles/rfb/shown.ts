import type { Grammar } from '../walk.ts'
import { Walk } from '../walk.ts'
import { cutText } from './cut-text.ts'
import { bounded, drop, fail, type Part, pass, read } from './parts.ts'
import { rectangle } from './rectangles.ts'
import { beginUpdate, resize, type Screen } from './screen.ts'

/** A name is a line. */
const longestName = 4_096
const longestFence = 64
/** Updates that a page has not asked for yet: QEMU tells of sizes, pointers and lamps unasked. */
const ahead = 2

/**
 * What a display shows a browser (RFC 6143 §7.3.2, §7.6 and the extensions that noVNC asks for), walked message by
 * message, so that no guest and no display that misbehaves costs a page more than a picture does: sizes, pointers,
 * names and texts are bounded, what is drawn lies on the screen, and an update waits until the page has asked for it.
 */
export class Shown extends Walk {
  readonly #screen: Screen

  /** `hears`: whether the page has the keyboard, and the clipboard with it. */
  constructor(hears: () => boolean = () => true) {
    const screen: Screen = {
      hears,
      ...{ width: 0, height: 0, mayUpdate: ahead, mayDraw: 0, sizedUntil: 0 },
      now: () => performance.now(),
      later: (wait, then) => {
        const look = () => {
          then()
          this.look()
        }
        setTimeout(look, wait).unref()
      },
    }
    super(messages(screen))
    this.#screen = screen
  }

  /** The page has drawn what it had, and asks for an update. */
  asked(): void {
    this.#screen.mayUpdate += 1
    this.look()
  }
}

function* messages(screen: Screen): Grammar {
  const init = yield* read(24)
  resize(screen, init.readUInt16BE(0), init.readUInt16BE(2))
  yield* pass(bounded(init.readUInt32BE(20), longestName, 'a name'))
  for (;;) {
    const type = (yield* read(1)).readUInt8()
    const message = kinds[type]
    if (message === undefined) throw fail(`a message of the unknown type ${type}`)
    yield* message(screen)
  }
}

/** By their type, which is read. */
const kinds: Readonly<Record<number, (screen: Screen) => Part>> = {
  0: framebufferUpdate,
  2: () => pass(0), // Bell
  3: cutText,
  // EndOfContinuousUpdates: a page that never hears of it goes on asking for each update
  150: () => drop(0),
  248: fence,
  250: () => pass(3), // xvp
}

function* framebufferUpdate(screen: Screen): Part {
  yield { until: () => screen.mayUpdate > 0 }
  beginUpdate(screen)
  const head = yield* read(3)
  yield* pass(0)
  for (let left = head.readUInt16BE(1); left > 0; left -= 1) {
    if ((yield* rectangle(screen)) === 'last') return
  }
}

function* fence(): Part {
  yield* pass(bounded((yield* read(8)).readUInt8(7), longestFence, 'a fence'))
}
