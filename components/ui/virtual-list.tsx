'use client'

import { type ReactNode, useCallback, useRef } from 'react'
import { useVirtualRows } from './use-virtual-rows.ts'

/** A list of lines of which only those in sight are in the page. It scrolls by itself and fills what is left of a column. */
export function VirtualList<Entry>({
  label,
  entries,
  keyOf,
  heightOf,
  leastHeight,
  children,
}: {
  label: string
  entries: readonly Entry[]
  keyOf: (entry: Entry) => string
  /** Of its line, px; never less than `leastHeight`. */
  heightOf: (entry: Entry) => number
  leastHeight: number
  children: (entry: Entry) => ReactNode
}) {
  const scroller = useRef<HTMLElement>(null)
  const height = useCallback(
    (index: number) => {
      const entry = entries[index]
      return entry === undefined ? 0 : heightOf(entry)
    },
    [entries, heightOf],
  )
  const { rows, total } = useVirtualRows(scroller, entries.length, height, leastHeight)
  return (
    <section
      ref={scroller}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className="min-h-0 flex-1 overflow-y-auto bg-panel focus-visible:-outline-offset-2"
    >
      <ol className="relative" style={{ height: total }}>
        {rows.map(({ index, start, size }) => {
          const entry = entries[index]
          return entry === undefined ? null : (
            <li
              key={keyOf(entry)}
              aria-setsize={entries.length}
              aria-posinset={index + 1}
              className="absolute inset-x-0 top-0 overflow-hidden border-b border-line"
              style={{ height: size, transform: `translateY(${start}px)` }}
            >
              {children(entry)}
            </li>
          )
        })}
      </ol>
    </section>
  )
}
