'use client'

import { type KeyboardEvent, memo, useEffect, useId, useMemo, useRef } from 'react'
import { Button } from './button.tsx'
import { type CodeToken, CodeTokens, linesOfTokens } from './code-tokens.tsx'

/** Where the text is wrong, and why; both count from 1. */
export interface CodeFault {
  line: number
  column: number
  why: string
}

const lineHeight = 18
/** Above and below the text, px. */
const padding = 8

const sameTokens = (one: readonly CodeToken[], other: readonly CodeToken[]): boolean =>
  one.length === other.length &&
  one.every(({ kind, text }, at) => kind === other[at]?.kind && text === other[at]?.text)

/** A line is drawn and laid out anew only when it is another: what is typed costs the line it is typed in. */
const Line = memo(
  ({ tokens }: { tokens: readonly CodeToken[] }) => (
    <span className="block">
      <CodeTokens tokens={tokens} />
      {'\n'}
    </span>
  ),
  (before, after) => sameTokens(before.tokens, after.tokens),
)

/** A new line begins as far in as the one it comes after. The browser puts it in, so that it can be undone. */
function breakLine(event: KeyboardEvent<HTMLTextAreaElement>) {
  const plain = !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey
  if (event.key !== 'Enter' || !plain || event.nativeEvent.isComposing) return
  const { value, selectionStart } = event.currentTarget
  const line = value.slice(value.lastIndexOf('\n', selectionStart - 1) + 1, selectionStart)
  const indent = /^[ \t]*/.exec(line)?.[0] ?? ''
  if (indent !== '' && document.execCommand('insertText', false, `\n${indent}`)) {
    event.preventDefault()
  }
}

/**
 * Code to write, with line numbers and colours, and below it what is wrong with it. It is a plain text area, which all
 * that people know of those works in (Tab leaves it); under its own letters, which are not painted, lies the same text
 * coloured. `tokens` joined are `value`. `focused`: writing can begin at once.
 */
export function CodeEditor({
  label,
  value,
  tokens,
  fault,
  fine,
  focused = false,
  onChange,
}: {
  label: string
  value: string
  tokens: readonly CodeToken[]
  fault: CodeFault | null
  /** What is said where nothing is wrong. */
  fine: string
  focused?: boolean
  onChange: (value: string) => void
}) {
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const area = useRef<HTMLTextAreaElement>(null)
  const lines = useMemo(() => linesOfTokens(tokens), [tokens])
  useEffect(() => {
    if (focused) area.current?.focus()
  }, [focused])
  const goTo = ({ line, column }: CodeFault) => {
    const before = lines.slice(0, line - 1).reduce((sum, one) => sum + lengthOf(one) + 1, 0)
    const at = before + Math.min(column - 1, lengthOf(lines[line - 1] ?? []))
    area.current?.focus({ preventScroll: true })
    area.current?.setSelectionRange(at, at)
    scroller.current?.scrollTo({ top: (line - 4) * lineHeight, left: 0 })
  }
  return (
    <>
      {/* the focus is drawn over the numbers, too, which stand before what scrolls */}
      <div className="relative flex min-h-0 flex-1 after:pointer-events-none after:absolute after:inset-0 after:z-3 after:-outline-offset-2 after:outline-accent has-focus-visible:after:outline-2">
        <div ref={scroller} dir="ltr" className="mono min-h-0 flex-1 overflow-auto leading-4.5">
          <div className="relative grid min-h-full w-max min-w-full grid-cols-[auto_1fr]">
            {fault !== null && (
              <div
                aria-hidden="true"
                className="absolute inset-x-0 h-4.5 border-y border-bad bg-bad-soft"
                style={{ top: padding + (fault.line - 1) * lineHeight }}
              />
            )}
            <Numbers count={lines.length} />
            {fault !== null && <FaultMark line={fault.line} />}
            <div className="relative col-start-2 row-start-1 grid">
              <pre aria-hidden="true" inert className="py-2 pe-8 whitespace-pre">
                {lines.map((line, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a line has no identity but its place
                  <Line key={index} tokens={line} />
                ))}
              </pre>
              <textarea
                ref={area}
                aria-label={label}
                aria-describedby={id}
                aria-invalid={fault !== null}
                value={value}
                wrap="off"
                spellCheck={false}
                autoCapitalize="off"
                autoCorrect="off"
                autoComplete="off"
                translate="no"
                onChange={(event) => onChange(event.target.value)}
                onKeyDown={breakLine}
                className="absolute inset-0 size-full resize-none overflow-hidden bg-transparent py-2 pe-8 whitespace-pre caret-text outline-none [-webkit-text-fill-color:transparent] selection:bg-accent/30"
              />
            </div>
          </div>
        </div>
      </div>
      <footer className="flex min-h-9 items-center gap-2 border-t border-line px-4.5 py-1 text-small max-desk:px-2.5">
        <p id={id} className={fault ? 'min-w-0 wrap-anywhere text-bad' : 'text-muted'}>
          {fault ? `Line ${fault.line}, column ${fault.column}: ${fault.why}` : fine}
        </p>
        {fault && (
          <Button small onClick={() => goTo(fault)}>
            Go there
          </Button>
        )}
      </footer>
    </>
  )
}

/** The numbers of the lines, which stay in sight when long lines are scrolled. */
function Numbers({ count }: { count: number }) {
  const numbers = useMemo(
    () => Array.from({ length: count }, (_, index) => index + 1).join('\n'),
    [count],
  )
  return (
    <pre
      aria-hidden="true"
      className="sticky left-0 z-1 col-start-1 row-start-1 min-w-14 bg-panel py-2 ps-4 pe-4 text-right text-faint select-none"
    >
      {numbers}
    </pre>
  )
}

/** Beside the number of the line that is wrong, so that it does not need colour. */
const FaultMark = ({ line }: { line: number }) => (
  <span
    aria-hidden="true"
    className="sticky left-0 z-2 col-start-1 row-start-1 h-4.5 w-4 text-center font-heavy text-bad"
    style={{ marginTop: padding + (line - 1) * lineHeight }}
  >
    !
  </span>
)

const lengthOf = (line: readonly CodeToken[]): number =>
  line.reduce((sum, { text }) => sum + text.length, 0)
