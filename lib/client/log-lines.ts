import { fold } from './list/fold.ts'

/** Lines of a log that hold every word that is looked for, in whatever case; the last line's end is not a line. */
export function logLines(text: string, wanted: string): { found: string[]; all: number } {
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n')
  const words = fold(wanted).split(/\s+/).filter(Boolean)
  if (words.length === 0) return { found: lines, all: lines.length }
  const found = lines.filter((line) => {
    const folded = fold(line)
    return words.every((word) => folded.includes(word))
  })
  return { found, all: lines.length }
}

/** Lines in blocks of `size`. The last begins anew, all others stay as they are while a log grows at its end. */
export function inBlocks(lines: readonly string[], size: number): string[] {
  const blocks: string[] = []
  for (let at = 0; at < lines.length; at += size) {
    blocks.push(lines.slice(at, at + size).join('\n'))
  }
  return blocks
}
