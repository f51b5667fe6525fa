'use client'

import { type RefObject, useEffect, useState } from 'react'

/** Whether any of an element can be seen: not scrolled away, not covered by the window's edge. */
export function useInSight(of: RefObject<HTMLElement | null>): boolean {
  const [inSight, setInSight] = useState(false)
  useEffect(() => {
    if (of.current === null) return
    const sight = new IntersectionObserver((seen) =>
      setInSight(seen.at(-1)?.isIntersecting ?? false),
    )
    sight.observe(of.current)
    return () => sight.disconnect()
  }, [of])
  return inSight
}
