import { usePathname, useSearchParams } from 'next/navigation'
import { useCallback, useEffect, useRef, useState } from 'react'
import { type ListView, readView, sameView, writeView } from '@/lib/client/list/view.ts'

/** The address follows the typing at a distance: browsers limit how often it may change. */
const settle = 250

/**
 * How the list is looked at, kept in the address. What is chosen holds at once; the address is replaced after a
 * pause or before the next press, and read again when somebody goes to another one.
 */
export function useListView(usual: ListView) {
  const params = useSearchParams().toString()
  const path = usePathname()
  const [view, setView] = useState(() => readView(new URLSearchParams(params), usual))
  const [seen, setSeen] = useState(params)
  const written = useRef(params)

  if (seen !== params) {
    setSeen(params)
    const asked = readView(new URLSearchParams(params), usual)
    // our own writing comes back here late: what was typed since then must not be undone
    if (!sameView(asked, view) && written.current !== params) setView(asked)
  }

  useEffect(() => {
    const ended = new AbortController()
    const write = () => {
      const before = new URLSearchParams(location.search)
      const query = writeView(view, usual, before)
      if (query === writeView(readView(before, usual), usual, before)) return
      written.current = new URLSearchParams(query).toString()
      history.replaceState(null, '', `${path}${query}`)
    }
    const timer = setTimeout(write, settle)
    // what is pressed may lead away: the router gives up a navigation when the address changes under it
    const pressed = { capture: true, signal: ended.signal }
    document.addEventListener('pointerdown', write, pressed)
    document.addEventListener('keydown', ({ key }) => key === 'Enter' && write(), pressed)
    return () => {
      clearTimeout(timer)
      ended.abort()
    }
  }, [view, usual, path])

  const change = useCallback((part: Partial<ListView>) => {
    setView((before) => ({ ...before, ...part }))
  }, [])
  return [view, change] as const
}
