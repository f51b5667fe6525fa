/** What a stretch of XML text is, for colouring it. */
export type XmlTokenKind =
  | 'text'
  | 'bracket'
  | 'tag'
  | 'attr'
  | 'value'
  | 'comment'
  | 'cdata'
  | 'instruction'
  | 'entity'

export interface XmlToken {
  kind: XmlTokenKind
  text: string
}

/** Each pattern is tried where the last token ended; none can match nothing. */
const outside: [XmlTokenKind, RegExp][] = [
  ['comment', /<!--.*?(?:-->|$)/sy],
  ['cdata', /<!\[CDATA\[.*?(?:\]\]>|$)/sy],
  ['instruction', /<\?.*?(?:\?>|$)/sy],
  ['instruction', /<![^>]*>?/y],
  ['bracket', /<\/?/y],
  ['entity', /&#?\w{1,32};/y],
  ['text', /[^<&]+|&/y],
]
const name: [XmlTokenKind, RegExp] = ['tag', /[^\s<>/="']+/y]
const inside: [XmlTokenKind, RegExp][] = [
  ['bracket', /\/?>/y],
  ['value', /"[^"<]*"?|'[^'<]*'?/y],
  ['attr', /[^\s<>/="']+/y],
  ['text', /\s+|[/=]/y],
]

/**
 * Cuts text into coloured stretches. The stretches joined are the text, to the character, whether or not
 * it is XML; what cannot be told apart is 'text'. Linear in the length of the text.
 */
export function tokenizeXml(source: string): XmlToken[] {
  const tokens: XmlToken[] = []
  let at = 0
  let inTag = false
  while (at < source.length) {
    const opened = tokens.at(-1)
    const rules = !inTag ? outside : opened?.kind === 'bracket' ? [name, ...inside] : inside
    const token = next(source, at, rules)
    if (token === null) {
      // Only '<' is left over inside a tag: the one before was never closed.
      inTag = false
      continue
    }
    if (token.kind === 'bracket') inTag = token.text.startsWith('<')
    tokens.push(token)
    at += token.text.length
  }
  return tokens
}

function next(source: string, at: number, rules: [XmlTokenKind, RegExp][]): XmlToken | null {
  for (const [kind, pattern] of rules) {
    pattern.lastIndex = at
    const text = pattern.exec(source)?.[0]
    if (text !== undefined) return { kind, text }
  }
  return null
}
