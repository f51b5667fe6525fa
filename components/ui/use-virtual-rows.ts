'use client'

import {
  type RefObject,
  useCallback,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { flushSync } from 'react-dom'
import { offsetsOf, rowsInSight, scrollFor, slotsFor, type Window } from '@/lib/virtual-rows.ts'

export interface VirtualRow {
  index: number
  /** A key for its component, free again when the row leaves: the next one there is drawn over it. */
  slot: number
  /** Px from the top of all rows. */
  start: number
  size: number
}

const more = 4
const unseen: Window = { top: 0, height: 0 }

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
  const total = offsets.at(-1) ?? 0
  const { window, top, seen } = useWindow(scroller, (next, before) => {
    const [now, then] = [next, before].map((each) => rowsInSight(offsets, each, more))
    return now?.first !== then?.first || now?.end !== then?.end
  })
  // a list that grew short is scrolled up by the browser, which tells of it only afterwards
  const sight = { ...window, top: Math.min(window.top, Math.max(0, total - window.height)) }
  const { first, end } = seen ? rowsInSight(offsets, sight, more) : { first: 0, end: 0 }
  const slots = slotsFor(window.height, leastHeight, more)

  const reveal = useCallback(
    (index: number) => {
      const element = scroller.current
      if (element === null) return
      const { scrollTop, clientHeight: height } = element
      const to = scrollFor(offsets, index, { top: scrollTop, height }, head)
      if (to !== null) element.scrollTop = to
    },
    [scroller, offsets, head],
  )
  /** Asks the page nothing when it is there already: an answer would cost a layout. */
  const toTop = useCallback(() => {
    if (top.current > 0) scroller.current?.scrollTo(0, 0)
  }, [scroller, top])

  const rows: VirtualRow[] = []
  for (let index = first; index < end; index++) {
    const start = offsets[index] ?? 0
    const size = (offsets[index + 1] ?? start) - start
    rows.push({ index, slot: index % slots, start, size })
  }
  return { rows, total, reveal, toTop }
}

/** The part of a scroller that is in sight. Scrolling draws anew only when `matters` says so; `top` is always exact. */
function useWindow(
  scroller: RefObject<HTMLElement | null>,
  matters: (next: Window, before: Window) => boolean,
) {
  const [window, setWindow] = useState(unseen)
  const top = useRef(0)
  const scrolled = useEffectEvent((element: HTMLElement) => {
    top.current = element.scrollTop
    const next = { top: top.current, height: window.height }
    // at once: what is scrolled into sight is drawn in the same picture
    if (matters(next, window)) flushSync(() => setWindow(next))
  })
  const resized = useEffectEvent((height: number) => {
    if (height !== window.height) setWindow({ top: top.current, height })
  })
  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null) return
    top.current = element.scrollTop
    setWindow({ top: top.current, height: element.clientHeight })
  }, [scroller])
  useEffect(() => {
    const element = scroller.current
    if (element === null) return
    const sizes = new ResizeObserver(() => resized(element.clientHeight))
    sizes.observe(element)
    const ended = new AbortController()
    const { signal } = ended
    element.addEventListener('scroll', () => scrolled(element), { passive: true, signal })
    return () => {
      sizes.disconnect()
      ended.abort()
    }
  }, [scroller])
  return { window, top, seen: window !== unseen }
}
