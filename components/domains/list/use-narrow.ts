import { useSyncExternalStore } from 'react'

/** As wide as `desk` of the tokens: below it the list shows compact rows. */
const query = '(width < 45.0625rem)'

const subscribe = (look: () => void) => {
  const list = matchMedia(query)
  list.addEventListener('change', look)
  return () => list.removeEventListener('change', look)
}

/** Whether the window is as narrow as a phone; false on the server. */
export const useNarrow = (): boolean =>
  useSyncExternalStore(
    subscribe,
    () => matchMedia(query).matches,
    () => false,
  )
