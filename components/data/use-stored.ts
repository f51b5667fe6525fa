import { useCallback, useMemo, useSyncExternalStore } from 'react'

const changed = 'oirase-stored'

function subscribe(look: () => void) {
  // 'storage' tells of other tabs, our own event of this one
  window.addEventListener('storage', look)
  window.addEventListener(changed, look)
  return () => {
    window.removeEventListener('storage', look)
    window.removeEventListener(changed, look)
  }
}

function readText(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    // storage can be forbidden; what is chosen then lasts as long as the page
    return null
  }
}

function writeText(key: string, text: string) {
  try {
    localStorage.setItem(key, text)
  } catch {
    return
  }
  window.dispatchEvent(new Event(changed))
}

function parseJson(text: string | null): unknown {
  if (text === null) return null
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** A choice of this person on this machine. `read` makes of the stored JSON (null: nothing there) what it should be. */
export function useStored<Value>(key: string, read: (stored: unknown) => Value) {
  const text = useSyncExternalStore(
    subscribe,
    () => readText(key),
    () => null,
  )
  const value = useMemo(() => read(parseJson(text)), [text, read])
  const store = useCallback((next: Value) => writeText(key, JSON.stringify(next)), [key])
  return [value, store] as const
}
