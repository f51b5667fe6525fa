/** Long enough for every name and sentence met; a host that sends more is cut short, not trusted. */
const longest = 1024

/** Controls, halves of characters, and the marks that turn the direction of the text around them. */
const unseen = /[\p{Cc}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu

const picture = (character: string) => {
  const code = character.codePointAt(0) as number
  if (code < 0x20) return String.fromCodePoint(0x2400 + code)
  return code === 0x7f ? '\u2421' : '\ufffd'
}

/** A host's words as one bounded line: what could not be seen is shown as a sign for it (U+2400 …). */
export function plainLine(text: string, max = longest): string {
  const cut = text.length > max ? `${text.slice(0, max - 1)}…` : text
  return cut.replace(unseen, picture)
}

/** The same for words that may be absent, where empty means absent too. */
export const plainOrNull = (text: string | null, max = longest): string | null =>
  text === null || text === '' ? null : plainLine(text, max)
