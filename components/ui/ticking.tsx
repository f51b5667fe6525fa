'use client'

import { createContext, type ReactNode, useCallback, useContext, useSyncExternalStore } from 'react'
import type { Ticker } from '@/lib/ticker.ts'
import type { Milliseconds } from '@/lib/units.ts'

const TickerContext = createContext<Ticker | null>(null)

/** Gives the page its one clock. */
export const Ticking = ({ ticker, children }: { ticker: Ticker; children: ReactNode }) => (
  <TickerContext value={ticker}>{children}</TickerContext>
)

/**
 * Something that depends on the time, looked at once a second; a component draws again only when the answer changes.
 * null on the server and during hydration, where there is no "now" both sides would agree on.
 */
export function useTicking<Seen extends string | number | boolean | null>(
  look: (now: Milliseconds) => Seen,
): Seen | null {
  const ticker = useContext(TickerContext)
  if (ticker === null) throw new Error('useTicking stands outside Ticking')
  const see = useCallback(() => look(ticker.now()), [look, ticker])
  return useSyncExternalStore<Seen | null>(ticker.subscribe, see, () => null)
}
