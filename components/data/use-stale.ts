'use client'

import { useLink, useLive } from './use-live.ts'

/** Whether what is shown of a connection may be old: its link, or the page's own, is down. */
export function useIsStale(connection: string): boolean {
  const link = useLink()
  const phase = useLive(({ connections }) => connections?.get(connection)?.state.phase)
  return link.phase !== 'open' || phase !== 'open'
}
