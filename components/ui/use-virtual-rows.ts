'use client'

import { type RefObject, useCallback, useLayoutEffect, useMemo, useState } from 'react'
import { flushSync } from 'react-dom'
import { offsetsOf, rowsInSight, scrollFor, slotsFor } from '@/lib/virtual-rows.ts'

export interface VirtualRow {
  index: number
  /** A key for its component, free again when the row leaves: the next one there is drawn over it. */
  slot: number
  /** Px from the top of all rows. */
  start: number
  size: number
}

const more = 4
const none = { first: 0, end: 0, slots: 8 }

/**
 * Which rows of a long list to draw: those in sight of `scroller`, and a few more. Heights are known beforehand, so that
 * nothing is measured and nothing jumps; `head` px at the top of the scroller are covered by what sticks there.
 */
export function useVirtualRows(
  scroller: RefObject<HTMLElement | null>,
  count: number,
  heightOf: (index: number) => number,
  /** The least that `heightOf` ever says. */
  leastHeight: number,
  head = 0,
) {
  const offsets = useMemo(
    () => offsetsOf(Array.from({ length: count }, (_, index) => heightOf(index))),
    [count, heightOf],
  )
  const [sight, setSight] = useState(none)

  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null) return
    const look = () => {
      const { scrollTop: top, clientHeight: height } = element
      const next = {
        ...rowsInSight(offsets, { top, height }, more),
        slots: slotsFor(height, leastHeight, more),
      }
      setSight((before) =>
        before.first === next.first && before.end === next.end && before.slots === next.slots
          ? before
          : next,
      )
    }
    // at once: what is scrolled into sight is drawn in the same picture
    const scrolled = () => flushSync(look)
    look()
    const resized = new ResizeObserver(look)
    resized.observe(element)
    element.addEventListener('scroll', scrolled, { passive: true })
    return () => {
      resized.disconnect()
      element.removeEventListener('scroll', scrolled)
    }
  }, [scroller, offsets, leastHeight])

  const reveal = useCallback(
    (index: number) => {
      const element = scroller.current
      if (element === null) return
      const window = { top: element.scrollTop, height: element.clientHeight }
      const top = scrollFor(offsets, index, window, head)
      if (top !== null) element.scrollTop = top
    },
    [scroller, offsets, head],
  )

  const rows: VirtualRow[] = []
  for (let index = sight.first; index < Math.min(sight.end, count); index++) {
    const start = offsets[index] ?? 0
    rows.push({
      index,
      slot: index % sight.slots,
      start,
      size: (offsets[index + 1] ?? start) - start,
    })
  }
  return { rows, total: offsets.at(-1) ?? 0, reveal }
}
