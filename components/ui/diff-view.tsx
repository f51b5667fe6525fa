'use client'

import { useMemo, useState } from 'react'
import { countChanges, type DiffRow, diffRows } from '@/lib/diff-rows.ts'
import { formatCount } from '@/lib/format.ts'
import { linesOf } from '@/lib/line-diff.ts'
import { classes } from './classes.ts'

/** More is not read by anybody, and would take long to draw. */
const mostRows = 3_000

/** How one text becomes another, line by line; what stays the same is folded but for the lines beside each change. */
export function DiffView({
  label,
  before,
  after,
  className,
}: {
  label: string
  before: string
  after: string
  className?: string | undefined
}) {
  const rows = useMemo(() => diffRows(linesOf(before), linesOf(after)), [before, after])
  const [unfolded, unfold] = useState<ReadonlySet<string>>(new Set())
  const shown = rows.flatMap((row) =>
    row.kind === 'folded' && unfolded.has(row.key) ? row.rows : row,
  )
  const { gone, added } = countChanges(rows)
  const left = shown.length - mostRows
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className={classes('overflow-auto rounded-md border border-line bg-panel', className)}
    >
      <p className="num sticky left-0 border-b border-line px-2.5 py-1 text-small text-muted">
        <span className="text-bad">{lines(gone)} out</span>,{' '}
        <span className="text-run">{lines(added)} in</span>
      </p>
      <pre dir="ltr" className="mono w-max min-w-full py-1 leading-4.5">
        {shown.slice(0, mostRows).map((row, index) =>
          row.kind === 'folded' ? (
            <Folded
              key={row.key}
              count={row.rows.length}
              onUnfold={() => unfold(new Set([...unfolded, row.key]))}
            />
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line has no identity but its place
            <Row key={index} row={row} />
          ),
        )}
      </pre>
      {left > 0 && (
        <p className="px-2.5 py-1 text-small text-muted">{lines(left)} more are not shown.</p>
      )}
    </section>
  )
}

const lines = (count: number): string => `${formatCount(count)} ${count === 1 ? 'line' : 'lines'}`

const Folded = ({ count, onUnfold }: { count: number; onUnfold: () => void }) => (
  <button
    type="button"
    onClick={onUnfold}
    className="block w-full bg-sunk px-2.5 text-left font-sans text-small text-muted hover:bg-hover hover:text-text focus-visible:-outline-offset-2"
  >
    Show {lines(count)} that stay the same
  </button>
)

type LineRow = Exclude<DiffRow, { kind: 'folded' }>

const looks = {
  same: { Tag: 'span', sign: ' ', className: 'text-muted', mark: '' },
  gone: { Tag: 'del', sign: '−', className: 'bg-bad-soft', mark: 'bg-bad/25' },
  new: { Tag: 'ins', sign: '+', className: 'bg-run-soft', mark: 'bg-run/25' },
} as const

function Row({ row }: { row: LineRow }) {
  const { Tag, sign, className, mark } = looks[row.kind]
  return (
    <Tag className={classes('block pe-4 no-underline', className)}>
      <LineNumber of={row.kind === 'new' ? null : row.before} />
      <LineNumber of={row.kind === 'gone' ? null : row.after} />
      <span aria-hidden="true" className="inline-block w-5 text-center text-text select-none">
        {sign}
      </span>
      <Marked row={row} className={mark} />
      {'\n'}
    </Tag>
  )
}

function Marked({ row, className }: { row: LineRow; className: string }) {
  const mark = row.kind === 'same' ? null : row.mark
  if (mark === null) return row.text
  const [from, to] = mark
  return (
    <>
      {row.text.slice(0, from)}
      <span className={classes('rounded-sm', className)}>{row.text.slice(from, to)}</span>
      {row.text.slice(to)}
    </>
  )
}

/** A line's number, which is not copied with the line. */
const LineNumber = ({ of }: { of: number | null }) => (
  <span
    aria-hidden="true"
    data-line={of ?? ''}
    className="text-faint select-none before:inline-block before:w-9 before:text-right before:content-[attr(data-line)]"
  />
)
