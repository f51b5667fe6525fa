'use client'

import { type RefObject, useEffect } from 'react'

/** How near the end counts as there, px. */
const near = 24

/**
 * Keeps the end of what a box scrolls in sight while it grows, or is drawn taller than was thought, until somebody
 * scrolls up; and again once they have come back to the end. The box has one child, which is as tall as all of it.
 */
export function useEndInSight(scroller: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const box = scroller.current
    const content = box?.firstElementChild
    if (!box || !content) return
    let stays = true
    let before = 0
    const look = () => {
      const { scrollTop, scrollHeight, clientHeight } = box
      if (scrollHeight - scrollTop - clientHeight < near) stays = true
      else if (scrollTop < before) stays = false
      before = scrollTop
    }
    const follow = () => {
      if (stays) box.scrollTop = box.scrollHeight
    }
    const ended = new AbortController()
    box.addEventListener('scroll', look, { passive: true, signal: ended.signal })
    const sizes = new ResizeObserver(follow)
    sizes.observe(box)
    sizes.observe(content)
    return () => {
      ended.abort()
      sizes.disconnect()
    }
  }, [scroller])
}
