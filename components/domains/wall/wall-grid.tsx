'use client'

import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react'
import type { Listed } from '@/lib/client/list/listed.ts'
import { type WallLayout, wallLayout } from '@/lib/client/wall-layout.ts'
import { useVirtualRows } from '@/components/ui/use-virtual-rows.ts'
import { cardSizes, WallCard } from './wall-card.tsx'

/** Px. On a phone two cards stand side by side; the edge is that of the bar above. */
const sizesIn = (room: number) => (room < 720 ? { least: 150, edge: 10 } : { least: 232, edge: 18 })

/** How the cards stand in the width there is; null until that is known. */
function useLayout(scroller: RefObject<HTMLElement | null>): WallLayout | null {
  const [layout, setLayout] = useState<WallLayout | null>(null)
  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null) return
    const measure = () => {
      const room = element.clientWidth
      setLayout(wallLayout(room, { ...cardSizes, ...sizesIn(room) }))
    }
    measure()
    const sizes = new ResizeObserver(measure)
    sizes.observe(element)
    return () => sizes.disconnect()
  }, [scroller])
  return layout
}

/** Cards in rows, of which only those in sight, and a few more, are in the page. */
export function WallGrid({
  label,
  listed,
  named,
}: {
  label: string
  listed: readonly Listed[]
  named: boolean
}) {
  const scroller = useRef<HTMLElement>(null)
  const layout = useLayout(scroller)
  const { columns = 1, step = 1 } = layout ?? {}
  const height = useCallback(() => step, [step])
  const count = layout === null ? 0 : Math.ceil(listed.length / columns)
  const { rows, total } = useVirtualRows(scroller, count, height, step)
  return (
    <section
      ref={scroller}
      aria-label={label}
      className="min-h-0 flex-1 overflow-y-auto border-t border-line [scrollbar-gutter:stable]"
    >
      <ul className="relative mt-3" style={{ height: total }}>
        {layout !== null &&
          rows.flatMap(({ index, start }) =>
            listed.slice(index * columns, (index + 1) * columns).map((one, column) => (
              <li
                key={one.key}
                aria-setsize={listed.length}
                aria-posinset={index * columns + column + 1}
                className="absolute top-0 left-0"
                style={{
                  width: layout.width,
                  height: layout.height,
                  transform: `translate(${layout.leftOf(column)}px, ${start}px)`,
                }}
              >
                <WallCard listed={one} named={named} />
              </li>
            )),
          )}
      </ul>
    </section>
  )
}
