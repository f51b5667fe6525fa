'use client'

import { useRouter } from 'next/navigation'
import {
  createContext,
  type ReactNode,
  type RefObject,
  useCallback,
  useContext,
  useEffect,
  useEffectEvent,
  useRef,
} from 'react'
import { useConfirm } from './confirm-host.tsx'

/** What is written and not yet done with: what is lost by leaving, as a sentence, and the pages that keep it. */
interface Unsaved {
  loses: string
  within: string
}

const UnsavedContext = createContext<RefObject<Unsaved | null> | null>(null)

/** Knows whether something on the page is unsaved. */
export const UnsavedHost = ({ children }: { children: ReactNode }) => (
  <UnsavedContext value={useRef<Unsaved | null>(null)}>{children}</UnsavedContext>
)

function useHeld(): RefObject<Unsaved | null> {
  const held = useContext(UnsavedContext)
  if (held === null) throw new Error('useUnsaved stands outside UnsavedHost')
  return held
}

const isWithin = (pathname: string, within: string): boolean =>
  pathname === within || pathname.startsWith(`${within}/`)

/** Resolves to whether the page may be left for an address: asks where something unsaved would be lost. */
function useMayLeave() {
  const held = useHeld()
  const confirm = useConfirm()
  return useCallback(
    async (href: string): Promise<boolean> => {
      const unsaved = held.current
      const { pathname } = new URL(href, window.location.href)
      if (unsaved === null || isWithin(pathname, unsaved.within)) return true
      const yes = await confirm({
        title: 'Leave without saving?',
        loses: unsaved.loses,
        act: 'Leave',
      })
      if (yes) held.current = null
      return yes
    },
    [held, confirm],
  )
}

/** Goes to a page of ours, as a link to it would. */
export function useGo(): (href: string) => void {
  const router = useRouter()
  const mayLeave = useMayLeave()
  return useCallback(
    (href) => void mayLeave(href).then((yes) => yes && router.push(href)),
    [router, mayLeave],
  )
}

/** The link of ours that a plain press leads along, or null. */
function linkOf(event: MouseEvent): HTMLAnchorElement | null {
  const plain = !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
  if (event.button !== 0 || !plain || !(event.target instanceof Element)) return null
  const link = event.target.closest<HTMLAnchorElement>('a[href]')
  if (link === null || link.target === '_blank' || link.hasAttribute('download')) return null
  return link.origin === window.location.origin ? link : null
}

/**
 * Holds a person back from leaving while something would be lost by that (null: nothing would): links, the palette and
 * Back ask in the page, a reload or another site in the browser's own words. Pages `within` an address keep it.
 */
export function useUnsaved(loses: string | null, within: string): void {
  const held = useHeld()
  const mayLeave = useMayLeave()
  const go = useGo()
  useEffect(() => {
    held.current = loses === null ? null : { loses, within }
    return () => {
      held.current = null
    }
  }, [held, loses, within])

  const press = useEffectEvent((event: MouseEvent) => {
    const link = linkOf(event)
    if (link === null || isWithin(link.pathname, within)) return
    event.preventDefault()
    event.stopPropagation()
    go(link.href)
  })
  const unload = useEffectEvent((event: BeforeUnloadEvent) => {
    if (held.current !== null) event.preventDefault()
  })
  // Back and Forward; where a browser has no navigation API (or does not let go of this one) they are not held
  const traverse = useEffectEvent((event: NavigateEvent) => {
    if (event.navigationType !== 'traverse' || !event.cancelable || held.current === null) return
    const { key, url } = event.destination
    if (isWithin(new URL(url).pathname, within)) return
    event.preventDefault()
    void mayLeave(url).then((yes) => yes && window.navigation.traverseTo(key))
  })
  const holds = loses !== null
  useEffect(() => {
    if (!holds) return
    const ended = new AbortController()
    const { signal } = ended
    // before the link itself hears of it
    document.addEventListener('click', press, { signal, capture: true })
    window.addEventListener('beforeunload', unload, { signal })
    if ('navigation' in window) window.navigation.addEventListener('navigate', traverse, { signal })
    return () => ended.abort()
  }, [holds])
}
