import { crc32, deflateSync } from 'node:zlib'

/** A picture of at most four colours, a byte a pixel with the colour's number in it. */
export interface Picture {
  width: number
  height: number
  pixels: Uint8Array
  /** Red, green, blue. */
  colours: readonly (readonly [number, number, number])[]
}

const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')
const bitDepth = 2
const indexed = 3

/** The picture as PNG (ISO/IEC 15948), two bits a pixel. */
export function encodePng({ width, height, pixels, colours }: Picture): Uint8Array {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([bitDepth, indexed], 8)
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(colours.flat())),
    chunk('IDAT', deflateSync(packed(pixels, width, height))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** Each line begins with the number of its filter: none. */
function packed(pixels: Uint8Array, width: number, height: number): Uint8Array {
  const line = 1 + Math.ceil(width / 4)
  const bytes = new Uint8Array(line * height)
  pixels.forEach((colour, index) => {
    const x = index % width
    const at = Math.floor(index / width) * line + 1 + (x >> 2)
    bytes[at] = (bytes[at] ?? 0) | (colour << (6 - 2 * (x & 3)))
  })
  return bytes
}

function chunk(name: string, data: Uint8Array): Uint8Array {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}
