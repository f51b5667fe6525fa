import type { Domain } from '../../../lib/libvirt/domain.ts'
import type { Screenshot } from '../driver.ts'
import { dotAt, glyphSize } from './glyphs.ts'
import { encodePng } from './png.ts'

/** As large as the picture libvirt's test driver sends. */
const size = { width: 1120, height: 832 }
const dot = 3
const cell = { width: (glyphSize.width + 1) * dot, height: (glyphSize.height + 3) * dot }
const margin = 28
const columns = Math.floor((size.width - 2 * margin) / cell.width)

const colours = [
  [12, 14, 18],
  [205, 210, 216],
] as const
const ink = 1

/** The first screen of a domain: a text console that waits for somebody to sign in; dark while nothing runs. */
export function screenshotOf(domain: Domain): Screenshot {
  const pixels = new Uint8Array(size.width * size.height)
  if (domain.id !== null) {
    linesOf(domain).forEach((line, row) => {
      write(pixels, line, row)
    })
  }
  return { mime: 'image/png', bytes: encodePng({ ...size, pixels, colours }) }
}

function linesOf({ name, details }: Domain): string[] {
  const system = details?.system ?? details?.osType ?? 'unknown'
  const host = name.slice(0, columns - ' login: _'.length)
  return [`${system} ${host} tty1`.slice(0, columns), '', `${host} login: _`]
}

function write(pixels: Uint8Array, line: string, row: number): void {
  ;[...line].forEach((character, column) => {
    const left = margin + column * cell.width
    const top = margin + row * cell.height
    for (let y = 0; y < glyphSize.height * dot; y++) {
      for (let x = 0; x < glyphSize.width * dot; x++) {
        if (!dotAt(character, Math.floor(x / dot), Math.floor(y / dot))) continue
        pixels[(top + y) * size.width + left + x] = ink
      }
    }
  })
}
