import { createHash } from 'node:crypto'
import { keyBits, keyKind } from './host-keys-shape.ts'

const columns = 17
const rows = 9
/** How often a field was walked over; the last two mark the start and the end. */
const marks = ' .o+=*BOX@%&#/^SE'
const start = marks.length - 2
const end = marks.length - 1

/** The picture that ssh-keygen -lv draws of a public key (sshkey.c, fingerprint_randomart), lines joined by newlines. */
export function randomart(blob: Buffer): string {
  const field = walked(createHash('sha256').update(blob).digest())
  const lines = Array.from({ length: rows }, (_, row) => {
    const line = field.slice(row * columns, (row + 1) * columns)
    return `|${line.map((times) => marks[times]).join('')}|`
  })
  return [framed(titleOf(blob)), ...lines, framed('[SHA256]')].join('\n')
}

/** A bishop's walk from the middle: two bits a step, least significant first. */
function walked(digest: Buffer): number[] {
  const field = Array<number>(columns * rows).fill(0)
  const middle = { x: (columns - 1) / 2, y: (rows - 1) / 2 }
  const at = { ...middle }
  for (const byte of digest) {
    for (let shift = 0; shift < 8; shift += 2) {
      const bits = byte >> shift
      at.x = Math.min(columns - 1, Math.max(0, at.x + (bits & 1 ? 1 : -1)))
      at.y = Math.min(rows - 1, Math.max(0, at.y + (bits & 2 ? 1 : -1)))
      const place = at.y * columns + at.x
      field[place] = Math.min(start - 1, (field[place] ?? 0) + 1)
    }
  }
  field[middle.y * columns + middle.x] = start
  field[at.y * columns + at.x] = end
  return field
}

function titleOf(blob: Buffer): string {
  const full = `[${keyKind(blob)} ${keyBits(blob)}]`
  return full.length < columns ? full : `[${keyKind(blob)}]`
}

function framed(title: string): string {
  const before = Math.floor((columns - title.length) / 2)
  return `+${'-'.repeat(before)}${title}${'-'.repeat(columns - before - title.length)}+`
}
