'use client'

import { type RefObject, useEffect, useState } from 'react'

/** What is scrolled past is in sight for less, ms. */
const settled = 300

/** Whether any of an element can be seen and has been for a moment: neither scrolled away nor just passing by. */
export function useInSight(of: RefObject<HTMLElement | null>): boolean {
  const [inSight, setInSight] = useState(false)
  useEffect(() => {
    if (of.current === null) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const sight = new IntersectionObserver((seen) => {
      clearTimeout(timer)
      if (seen.at(-1)?.isIntersecting) timer = setTimeout(() => setInSight(true), settled)
      else setInSight(false)
    })
    sight.observe(of.current)
    return () => {
      clearTimeout(timer)
      sight.disconnect()
    }
  }, [of])
  return inSight
}
