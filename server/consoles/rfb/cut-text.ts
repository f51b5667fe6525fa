import { constants, inflateSync } from 'node:zlib'
import { drop, type Part, pass, read } from './parts.ts'
import type { Screen } from './screen.ts'

/** A text on the clipboard; longer ones do not reach the page, as they do not the other way. */
const longest = 1024 * 1024
/** The same, deflated: it is looked into before it goes on. */
const longestDeflated = 256 * 1024
/** Of the extended clipboard (rfbproto): its text is here, deflated. */
const provides = 1 << 28
/** Of one that tells only what the display can do with it: the other bits are a list then. */
const abilities = 1 << 24

/**
 * ServerCutText (RFC 6143 §7.6.4) and its extension, whose length is negative; the type is read. Who only watches gets
 * none: QEMU tells each of its clients what another has on the clipboard.
 */
export function* cutText({ hears }: Pick<Screen, 'hears'>): Part {
  const head = yield* read(7)
  const length = head.readInt32BE(3)
  if (length >= 0) return yield* length > longest || !hears() ? drop(length) : pass(length)
  if (-length < 4 || -length > longestDeflated) return yield* drop(-length)
  const body = yield* read(-length)
  const flags = body.readUInt32BE(0)
  if ((flags & abilities) !== 0) return yield* pass(0)
  const isSound = (flags & provides) === 0 || inflates(body.subarray(4))
  yield* hears() && isSound ? pass(0) : drop(0)
}

/** Whether it is no more than a text, and as long as it says. */
function inflates(deflated: Buffer): boolean {
  try {
    const options = { maxOutputLength: longest, finishFlush: constants.Z_SYNC_FLUSH }
    const text = inflateSync(deflated, options)
    return text.length >= 4 && text.readUInt32BE(0) <= text.length - 4
  } catch {
    // broken or too long: none of it is for the page
    return false
  }
}
