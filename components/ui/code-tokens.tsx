export interface CodeToken {
  kind: string
  text: string
}

/** Colour by kind of token; what has none here reads as plain text. */
const looks: Partial<Record<string, string>> = {
  bracket: 'text-faint',
  tag: 'text-accent font-medium',
  attr: 'text-save',
  value: 'text-run',
  comment: 'text-faint italic',
  cdata: 'text-pause',
  instruction: 'text-faint',
  entity: 'text-pause',
}

/** Tokens cut at line ends, as lines of tokens. */
export function linesOfTokens(tokens: readonly CodeToken[]): CodeToken[][] {
  const lines: CodeToken[][] = [[]]
  for (const { kind, text } of tokens) {
    text.split('\n').forEach((part, index) => {
      if (index > 0) lines.push([])
      if (part !== '') lines.at(-1)?.push({ kind, text: part })
    })
  }
  return lines
}

/** The tokens of one line, coloured. */
export const CodeTokens = ({ tokens }: { tokens: readonly CodeToken[] }) =>
  tokens.map(({ kind, text }, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a token has no identity but its place
    <span key={index} className={looks[kind]}>
      {text}
    </span>
  ))
