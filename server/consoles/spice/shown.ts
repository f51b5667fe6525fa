import { Failure } from '../../../lib/failure.ts'
import type { Bytes } from '../../../lib/units.ts'
import { type Grammar, type Step, Walk } from '../walk.ts'
import type { SpiceLink } from './link.ts'

/** SPICE_CHANNEL_DISPLAY and its SPICE_MSG_DISPLAY_SURFACE_CREATE (spice/enums.h). */
const display = 2
const surfaceCreate = 314

/** A whole 4K screen fits into one message as it is. A page collects each message before it draws it. */
const longestPicture: Bytes = 34 * 1024 * 1024
/** Of the other channels: what an agent says comes in parts of 2 KiB, a pointer is some 64 KiB. */
const longestOther: Bytes = 2 * 1024 * 1024
/** One screen of 8K; a page holds each pixel in four bytes. */
const mostPixels = 7_680 * 4_320

/**
 * What a display says on one SPICE channel (spice-protocol), walked message by message, so that none costs a page more
 * than a picture does.
 */
export class SpiceShown extends Walk {
  constructor(link: SpiceLink) {
    super(messages(link))
  }
}

function* messages({ mini, channel }: SpiceLink): Grammar {
  const most = channel === display ? longestPicture : longestOther
  for (;;) {
    const head = yield* read(mini ? 6 : 18)
    const [type, size] = mini
      ? [head.readUInt16LE(0), head.readUInt32LE(2)]
      : [head.readUInt16LE(8), head.readUInt32LE(10)]
    if (size > most) throw fail(`a message of ${size} bytes`)
    let rest = size
    if (channel === display && type === surfaceCreate && size >= 12) {
      const surface = yield* read(12)
      checkSize(surface.readUInt32LE(4), surface.readUInt32LE(8))
      rest -= surface.length
    }
    yield { pass: rest }
  }
}

function checkSize(width: number, height: number): void {
  if (width * height > mostPixels) {
    throw fail(`a screen of ${width} × ${height}, more than can be shown here`)
  }
}

function* read(length: number): Generator<Step, Buffer, Buffer> {
  return yield { read: length }
}

const fail = (what: string) => new Failure('host.broke-protocol', `Its display sent ${what}.`)
