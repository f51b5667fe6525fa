import { promisify } from 'node:util'
import { crc32, deflate } from 'node:zlib'
import { Failure } from '../../lib/failure.ts'

const compress = promisify(deflate)

/** No screen is larger, and what a host sends must not decide how much is allocated here. */
const longestSide = 16_384
const mostPixels = 64 * 1024 * 1024

interface Picture {
  width: number
  height: number
  /** Red, green, blue; one byte each, rows from the top. */
  pixels: Uint8Array
}

const bad = (why: string) => new Failure('host.refused', `The screenshot is no picture: ${why}`)

/** The four fields before the pixels, `P6 width height maxval`, apart by white space and comments (ppm(5)). */
function readHeader(bytes: Uint8Array): { fields: string[]; length: number } {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1024)).toString(
    'latin1',
  )
  const found =
    /^(P6)(?:\s|#[^\n]*\n)+(\d{1,5})(?:\s|#[^\n]*\n)+(\d{1,5})(?:\s|#[^\n]*\n)+(\d{1,5})\s/.exec(
      text,
    )
  if (found === null) throw bad('not a PPM')
  return { fields: found.slice(1), length: found[0].length }
}

function readPpm(bytes: Uint8Array): Picture {
  const { fields, length } = readHeader(bytes)
  const [, width = 0, height = 0, most = 0] = fields.map(Number)
  if (most !== 255) throw bad(`${most} shades`)
  if (
    width === 0 ||
    height === 0 ||
    Math.max(width, height) > longestSide ||
    width * height > mostPixels
  ) {
    throw bad(`${width} × ${height}`)
  }
  const pixels = bytes.subarray(length, length + width * height * 3)
  if (pixels.length < width * height * 3) throw bad('it is cut short')
  return { width, height, pixels }
}

/** Length, type, data, CRC over type and data (PNG specification, section 5.3). */
function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const whole = Buffer.alloc(body.length + 8)
  whole.writeUInt32BE(data.length, 0)
  body.copy(whole, 4)
  whole.writeUInt32BE(crc32(body), body.length + 4)
  return whole
}

const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')

/** QEMU draws screens as PPM, which no browser shows. Throws host.refused when it is none. */
export async function ppmToPng(bytes: Uint8Array): Promise<Buffer> {
  const { width, height, pixels } = readPpm(bytes)
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8) // eight bits a colour, true colour, the only methods there are
  const rows = Buffer.alloc((width * 3 + 1) * height) // each row after its filter: 0, none
  for (let y = 0; y < height; y++) {
    rows.set(pixels.subarray(y * width * 3, (y + 1) * width * 3), y * (width * 3 + 1) + 1)
  }
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', await compress(rows, { level: 3 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
