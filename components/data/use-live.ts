'use client'

import { useSyncExternalStore } from 'react'
import type { LinkState } from '@/lib/client/live-socket.ts'
import { type LiveState, nothingYet } from '@/lib/client/live-state.ts'
import { useServices } from './services.ts'

const connecting: LinkState = { phase: 'connecting' }

/**
 * A part of the live state; the component draws again only when that part is another value. `select` must return
 * something that is in the state, or a plain value: never a new object.
 */
export function useLive<Part>(select: (state: LiveState) => Part): Part {
  const { live } = useServices()
  return useSyncExternalStore(
    live.subscribe,
    () => select(live.state()),
    () => select(nothingYet),
  )
}

/** How the page's own link to Oirase is. */
export function useLink(): LinkState {
  const { live } = useServices()
  return useSyncExternalStore(live.subscribe, live.link, () => connecting)
}
