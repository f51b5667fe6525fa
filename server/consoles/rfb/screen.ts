import type { Milliseconds } from '../../../lib/units.ts'
import { fail, type Part } from './parts.ts'

/** What is known of a display while it is shown. */
export interface Screen {
  width: number
  height: number
  /** Updates that it may send before the page asks again. */
  mayUpdate: number
  /** Pixels that the update under way may still draw. */
  mayDraw: number
  /** ms of `now` before which it may not have another size. */
  sizedUntil: Milliseconds
  /** Whether the page may have the guest's clipboard now. */
  hears(): boolean
  now(): Milliseconds
  /** Calls back, and lets what waits look again. */
  later(wait: Milliseconds, then: () => void): void
}

/** A screen of 5K; QEMU's VNC has none of more than 5120 × 2160. A page holds each pixel twice, in four bytes. */
const mostPixels = 5_120 * 2_880
/** No canvas is wider or higher everywhere. */
const longestSide = 16_384
/** Small screens are drawn over more than twice in one update. */
const leastDrawn = 4_000_000
/** A pointer's picture, each way. */
const largestCursor = 512

/** A page draws all anew for another size; at this pace it answers clicks too. */
const pixelsPerMillisecond = 10_000

/** Another size of its desktop, once the page has had time for the one before. Throws Failure. */
export function* resized(screen: Screen, width: number, height: number): Part {
  if (width === screen.width && height === screen.height) return
  resize(screen, width, height)
  const wait = screen.sizedUntil - screen.now()
  if (wait > 0) {
    let isTime = false
    screen.later(wait, () => {
      isTime = true
    })
    yield { until: () => isTime }
  }
  screen.sizedUntil = screen.now() + (width * height) / pixelsPerMillisecond
}

/** Takes a desktop's size. Throws Failure for one that no page can hold. */
export function resize(screen: Screen, width: number, height: number): void {
  if (width > longestSide || height > longestSide || width * height > mostPixels) {
    throw fail(`a screen of ${width} × ${height}, more than can be shown here`)
  }
  screen.width = width
  screen.height = height
}

/** An update begins: each of its pixels may be drawn about twice. */
export function beginUpdate(screen: Screen): void {
  screen.mayUpdate -= 1
  screen.mayDraw = Math.max(2 * screen.width * screen.height, leastDrawn)
}

/** Something is drawn. Throws Failure for more than an update has. */
export function draw(screen: Screen, width: number, height: number): void {
  screen.mayDraw -= width * height
  if (screen.mayDraw < 0) throw fail('more at once than its screen holds')
}

/** The place of a rectangle. Throws Failure for one that is not on the screen. */
export function place(screen: Screen, { x, y, width, height }: Rectangle): void {
  if (x + width > screen.width || y + height > screen.height) {
    throw fail(`a picture of ${width} × ${height} that is not on its screen`)
  }
  draw(screen, width, height)
}

/** A pointer’s picture. Throws Failure for a huge one. */
export function point({ width, height }: Rectangle): void {
  if (Math.max(width, height) > largestCursor) throw fail(`a pointer of ${width} × ${height}`)
}

/** A rectangle of an update, by its head. */
export interface Rectangle {
  x: number
  y: number
  width: number
  height: number
}
