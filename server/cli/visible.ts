/** What glibc's iswprint says no to: control characters, line and paragraph separators, what is not assigned. */
const hidden = /[\p{Cc}\p{Zl}\p{Zp}\p{Cn}\p{Cs}]/gu
const widthless = /^[\p{Mn}\p{Me}\p{Cf}]$/u

/** Ranges of characters that take two columns (Unicode's East Asian Width W and F, with emoji). */
const wide: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f680, 0x1f6ff],
  [0x1f900, 0x1f9ff],
  [0x20000, 0x3fffd],
]

/** A host's text for a terminal: what would move the cursor or change a colour is shown as its bytes, `\x1b`. */
export const visible = (text: string): string =>
  text.replace(hidden, (character) =>
    [...new TextEncoder().encode(character)]
      .map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`)
      .join(''),
  )

/** How many columns of a terminal a visible text takes. */
export function columnsOf(text: string): number {
  let columns = 0
  for (const character of text) columns += widthOf(character)
  return columns
}

function widthOf(character: string): number {
  const point = character.codePointAt(0) ?? 0
  // the soft hyphen is a format character that terminals draw
  if (point !== 0xad && widthless.test(character)) return 0
  return wide.some(([from, to]) => point >= from && point <= to) ? 2 : 1
}

/** JSON for a terminal as well as for a program: the control characters that JSON lets through are escaped too. */
export const visibleJson = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[\u007f-\u009f\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
