'use client'

import { useSyncExternalStore } from 'react'

const never = () => () => undefined

/** False while React takes over the server's HTML, which knew nothing of what the browser may have heard since. */
export const useHydrated = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
