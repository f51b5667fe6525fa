'use client'

import { memo, useEffect, useRef, useState } from 'react'
import { classes } from './classes.ts'

const lineHeight = 18

/** A block is drawn anew only when it is another. */
const Block = memo(({ text, lines }: { text: string; lines: number }) => (
  <span
    className="block"
    style={{
      contentVisibility: 'auto',
      containIntrinsicBlockSize: `${lines * lineHeight}px`,
    }}
  >
    {`${text}\n`}
  </span>
))

/** How near the end counts as there, px. */
const near = 24

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
  const [atEnd, setAtEnd] = useState(true)
  // biome-ignore lint/correctness/useExhaustiveDependencies: other blocks are what it goes to the end for
  useEffect(() => {
    if (atEnd && box.current) box.current.scrollTop = box.current.scrollHeight
  }, [blocks, atEnd])
  return (
    // biome-ignore lint/a11y/useSemanticElements: a pre that scrolls needs a name and a place in the tab order
    <pre
      ref={box}
      role="region"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      dir="ltr"
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) =>
        setAtEnd(scrollHeight - scrollTop - clientHeight < near)
      }
      className={classes(
        'mono overflow-y-auto px-4.5 py-2 leading-4.5 wrap-anywhere whitespace-pre-wrap focus-visible:-outline-offset-2 max-desk:px-2.5',
        className,
      )}
    >
      {blocks.map((text, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a block has no identity but its place
        <Block key={index} text={text} lines={blockLines} />
      ))}
    </pre>
  )
}
