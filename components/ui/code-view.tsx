import { classes } from './classes.ts'
import { type CodeToken, CodeTokens, linesOfTokens } from './code-tokens.tsx'

/** Lines drawn as one block, which the browser skips while it is out of sight. */
const blockLines = 60
const lineHeight = 18

const Line = ({ tokens, number }: { tokens: readonly CodeToken[]; number: number }) => (
  <>
    <span
      aria-hidden="true"
      data-line={number}
      className="select-none text-faint before:me-4 before:inline-block before:w-8 before:text-right before:content-[attr(data-line)]"
    />
    <CodeTokens tokens={tokens} />
    {'\n'}
  </>
)

/** Code to read and copy, coloured, with line numbers that are not copied. Long text costs only what is in sight. */
export function CodeView({
  label,
  tokens,
  className,
}: {
  label: string
  tokens: readonly CodeToken[]
  className?: string | undefined
}) {
  const lines = linesOfTokens(tokens)
  const blocks = Array.from({ length: Math.ceil(lines.length / blockLines) }, (_, index) =>
    lines.slice(index * blockLines, (index + 1) * blockLines),
  )
  return (
    // biome-ignore lint/a11y/useSemanticElements: a pre that scrolls needs a name and a place in the tab order
    <pre
      role="region"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      dir="ltr"
      className={classes('mono overflow-auto py-2 leading-4.5', className)}
    >
      {blocks.map((block, index) => (
        <code
          // biome-ignore lint/suspicious/noArrayIndexKey: a block has no identity but its place
          key={index}
          className="block w-max min-w-full"
          style={{
            contentVisibility: 'auto',
            containIntrinsicBlockSize: `${block.length * lineHeight}px`,
          }}
        >
          {block.map((line, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line has no identity but its place
            <Line key={at} tokens={line} number={index * blockLines + at + 1} />
          ))}
        </code>
      ))}
    </pre>
  )
}
