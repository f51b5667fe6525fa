import type { Terminal } from '@xterm/xterm'

/** Controls that are done once for each of what they count: lines, tabs, letters (ECMA-48 §8.3). */
const repeating = ['I', 'L', 'M', 'S', 'T', 'Z', 'b']

/**
 * Leaves out what a guest would repeat more often than a screen has room for: the terminal does it as often as it is
 * told, which stops the whole page for minutes.
 */
export function boundRepeats(terminal: Pick<Terminal, 'parser' | 'rows' | 'cols'>): void {
  for (const final of repeating) {
    terminal.parser.registerCsiHandler({ final }, ([count]) => {
      const times = typeof count === 'number' ? count : 0
      return times > terminal.rows + terminal.cols
    })
  }
}

/** Between two of them a terminal looks at the clock, and lets the page do something else. */
const piece = 4 * 1024

/** Writes in pieces; `done` when all of it is drawn. */
export function writeInPieces(
  terminal: Pick<Terminal, 'write'>,
  bytes: Uint8Array,
  done: () => void,
): void {
  for (let at = 0; at < bytes.length; at += piece) {
    const isLast = at + piece >= bytes.length
    terminal.write(bytes.subarray(at, at + piece), isLast ? done : undefined)
  }
}
