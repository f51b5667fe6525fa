'use client'

import {
  type ComponentProps,
  type KeyboardEvent,
  memo,
  type Ref,
  useImperativeHandle,
  useMemo,
  useRef,
} from 'react'
import { classes } from './classes.ts'
import { type CodeToken, CodeTokens, linesOfTokens } from './code-tokens.tsx'

export interface CodeEditorHandle {
  /** Puts the caret there, in sight; both count from 1. */
  goTo(line: number, column: number): void
  focus(): void
}

const lineHeight = 18
/** Above and below the text, px. */
const padding = 8

const sameTokens = (one: readonly CodeToken[], other: readonly CodeToken[]): boolean =>
  one.length === other.length &&
  one.every(({ kind, text }, at) => kind === other[at]?.kind && text === other[at]?.text)

/** A line is drawn anew only when it is another: what is typed costs the line it is typed in. */
const Line = memo(
  ({ tokens }: { tokens: readonly CodeToken[] }) => (
    <>
      <CodeTokens tokens={tokens} />
      {'\n'}
    </>
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
 * Code to write, with line numbers and colours. It is a plain text area, which all that people know of those works in
 * (Tab leaves it); under its own letters, which are not painted, lies the same text coloured. `tokens` joined are
 * `value`. `wrong`: the line, from 1, where it is wrong.
 */
export function CodeEditor({
  ref,
  value,
  tokens,
  wrong = null,
  onChange,
  className,
  ...control
}: {
  ref?: Ref<CodeEditorHandle>
  value: string
  tokens: readonly CodeToken[]
  wrong?: number | null
  onChange: (value: string) => void
} & Omit<ComponentProps<'textarea'>, 'value' | 'onChange' | 'ref'>) {
  const scroller = useRef<HTMLDivElement>(null)
  const area = useRef<HTMLTextAreaElement>(null)
  const lines = useMemo(() => linesOfTokens(tokens), [tokens])
  const numbers = useMemo(() => lines.map((_, index) => index + 1).join('\n'), [lines])
  useImperativeHandle(ref, () => ({
    goTo(line, column) {
      const before = lines.slice(0, line - 1).reduce((sum, one) => sum + lengthOf(one) + 1, 0)
      const at = before + Math.min(column - 1, lengthOf(lines[line - 1] ?? []))
      area.current?.focus({ preventScroll: true })
      area.current?.setSelectionRange(at, at)
      scroller.current?.scrollTo({ top: (line - 4) * lineHeight, left: 0 })
    },
    focus: () => area.current?.focus(),
  }))
  return (
    <div
      ref={scroller}
      dir="ltr"
      className={classes(
        'mono overflow-auto leading-4.5 -outline-offset-2 outline-accent has-focus-visible:outline-2',
        className,
      )}
    >
      <div className="relative grid min-h-full w-max min-w-full grid-cols-[auto_1fr]">
        {wrong !== null && (
          <div
            aria-hidden="true"
            className="absolute inset-x-0 h-4.5 border-y border-bad bg-bad-soft"
            style={{ top: padding + (wrong - 1) * lineHeight }}
          />
        )}
        <pre
          aria-hidden="true"
          className="sticky left-0 z-1 col-start-1 row-start-1 min-w-14 bg-panel py-2 ps-4 pe-4 text-right text-faint select-none"
        >
          {numbers}
        </pre>
        {wrong !== null && <WrongMark line={wrong} />}
        <div className="relative col-start-2 row-start-1 grid">
          <pre aria-hidden="true" inert className="py-2 pe-8 whitespace-pre">
            {lines.map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a line has no identity but its place
              <Line key={index} tokens={line} />
            ))}
          </pre>
          <textarea
            {...control}
            ref={area}
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
  )
}

/** Beside the number of the line that is wrong, so that it does not need colour. */
const WrongMark = ({ line }: { line: number }) => (
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
