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
