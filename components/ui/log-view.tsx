'use client'

import { memo, useRef } from 'react'
import { classes } from './classes.ts'
import { useEndInSight } from './use-end-in-sight.ts'

const lineHeight = 18

/** A block is drawn anew only when it is another, and takes its time to be drawn only in sight. */
const Block = memo(({ text, lines }: { text: string; lines: number }) => (
  <code
    className="block"
    style={{
      contentVisibility: 'auto',
      containIntrinsicBlockSize: `auto ${lines * lineHeight}px`,
    }}
  >
    {`${text}\n`}
  </code>
))

/**
 * Text that grows at its end, in blocks of lines. Whoever reads its end keeps seeing it when more comes; whoever has
 * scrolled up is left where they are.
 */
export function LogView({
  label,
  blocks,
  blockLines,
  className,
}: {
  label: string
  blocks: readonly string[]
  blockLines: number
  className?: string | undefined
}) {
  const box = useRef<HTMLPreElement>(null)
  useEndInSight(box)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a pre that scrolls needs a name and a place in the tab order
    <pre
      ref={box}
      role="region"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      dir="ltr"
      className={classes(
        'mono overflow-y-auto px-4.5 py-2 leading-4.5 wrap-anywhere whitespace-pre-wrap focus-visible:-outline-offset-2 max-desk:px-2.5',
        className,
      )}
    >
      <span className="block">
        {blocks.map((text, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a block has no identity but its place
          <Block key={index} text={text} lines={blockLines} />
        ))}
      </span>
    </pre>
  )
}
