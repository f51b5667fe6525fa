'use client'

import { useSearchParams } from 'next/navigation'
import { useCallback } from 'react'

/**
 * One parameter of the address as state: a reload, a bookmark and a link to a colleague keep it. null when absent.
 * Setting it does not ask the server for a page; `step` puts it into the browser's history, so that Back undoes it.
 */
export function useParam(
  name: string,
): [string | null, (value: string | null, step?: boolean) => void] {
  const value = useSearchParams().get(name)
  const set = useCallback(
    (next: string | null, step = false) => {
      const url = new URL(window.location.href)
      if (next === null) url.searchParams.delete(name)
      else url.searchParams.set(name, next)
      if (step) window.history.pushState(null, '', url)
      else window.history.replaceState(null, '', url)
    },
    [name],
  )
  return [value, set]
}
