import { usePathname, useSearchParams } from 'next/navigation'
import { useCallback, useEffect, useRef, useState, useTransition } from 'react'
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
  /** The address last written here, until it has come back as `params`. */
  const written = useRef<string | null>(null)
  const [writing, startWriting] = useTransition()

  if (seen !== params) {
    setSeen(params)
    const asked = readView(new URLSearchParams(params), usual)
    // our own writing comes back late, and an older one even after a newer: neither may undo what was chosen since
    const own = writing || written.current === params
    if (!own && !sameView(asked, view)) setView(asked)
  }

  // what has come back is an address like any other again: somebody may go to it
  useEffect(() => {
    if (!writing && written.current === params) written.current = null
  }, [writing, params])

  useEffect(() => {
    const ended = new AbortController()
    const write = () => {
      const before = new URLSearchParams(location.search)
      const query = writeView(view, usual, before)
      if (query === writeView(readView(before, usual), usual, before)) return
      written.current = new URLSearchParams(query).toString()
      startWriting(() => history.replaceState(null, '', `${path}${query}`))
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
