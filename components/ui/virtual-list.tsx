'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useCallback, useRef } from 'react'

/** A list of lines of which only those in sight are in the page. It scrolls by itself and fills what is left of a column. */
export function VirtualList<Entry>({
  label,
  entries,
  keyOf,
  lineHeight,
  children,
}: {
  label: string
  entries: readonly Entry[]
  keyOf: (entry: Entry) => string
  /** Of every line, px; a line that turns out taller is measured. */
  lineHeight: number
  children: (entry: Entry) => ReactNode
}) {
  const scroller = useRef<HTMLElement>(null)
  const rows = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: useCallback(() => lineHeight, [lineHeight]),
    getItemKey: useCallback(
      (index: number) => {
        const entry = entries[index]
        return entry === undefined ? index : keyOf(entry)
      },
      [entries, keyOf],
    ),
    overscan: 12,
  })
  return (
    <section
      ref={scroller}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className="min-h-0 flex-1 overflow-y-auto bg-panel focus-visible:-outline-offset-2"
    >
      <ol className="relative" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, key, start }) => {
          const entry = entries[index]
          return entry === undefined ? null : (
            <li
              key={key}
              ref={rows.measureElement}
              data-index={index}
              aria-setsize={entries.length}
              aria-posinset={index + 1}
              className="absolute inset-x-0 top-0 border-b border-line"
              style={{ transform: `translateY(${start}px)` }}
            >
              {children(entry)}
            </li>
          )
        })}
      </ol>
    </section>
  )
}
