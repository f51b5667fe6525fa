/** Controls of a terminal (ECMA-48): strings that end with ST or BEL, sequences, and the short ones. */
const controls =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b\[[0-?]*[ -/]*[@-~]|\x1b[ -/]*[0-~]/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: the same
const eraseToEnd = /\x1b\[0?K/g
/** Stands for the one sequence that means something here; no text has it. */
const erase = '\0'

/**
 * What somebody would have read of a terminal's output: without colours and moves, a line that was written over as it
 * was last, and what was taken back not at all. Programs that paint a whole screen leave their lines one after another.
 */
export function plainText(output: string): string {
  return output
    .replaceAll(erase, '')
    .replaceAll(eraseToEnd, erase)
    .replaceAll(controls, '')
    .replaceAll(/\r+\n/g, '\n')
    .split('\n')
    .map(writtenOver)
    .join('\n')
}

function writtenOver(line: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the same
  if (!/[\0-\x08\x0b-\x1f\x7f]/.test(line)) return line
  const written: string[] = []
  let at = 0
  for (const character of line) {
    if (character === '\r') at = 0
    else if (character === '\b') at = Math.max(0, at - 1)
    else if (character === erase) written.length = Math.min(written.length, at)
    else if (character >= ' ' || character === '\t') written[at++] = character
  }
  return written.join('').trimEnd()
}
