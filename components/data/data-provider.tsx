'use client'

import { QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useEffect, useEffectEvent, useState } from 'react'
import type { LiveStore } from '@/lib/client/live-store.ts'
import type { Pictures } from '@/lib/client/pictures.ts'
import { createServices, ServicesContext, type ServicesNeeds } from './services.ts'

/** How often to look whether time has jumped, as it does when a laptop wakes. */
const pulse = 5_000

/** Runs the live path while the page is there, and tells it what only a browser notices. */
function keepLive(live: LiveStore): () => void {
  const ended = new AbortController()
  const { signal } = ended
  let beat = Date.now()
  const heart = setInterval(() => {
    const slept = Date.now() - beat > 3 * pulse
    beat = Date.now()
    if (slept) live.wake()
  }, pulse)
  const seen = () => {
    const visible = document.visibilityState === 'visible'
    live.wantStats(visible)
    if (visible) live.wake()
  }
  live.start()
  addEventListener('online', () => live.wake(), { signal })
  document.addEventListener('visibilitychange', seen, { signal })
  return () => {
    ended.abort()
    clearInterval(heart)
    live.stop()
  }
}

/** Asks for pictures only while somebody can see them. */
function keepPictures(pictures: Pictures): () => void {
  const ended = new AbortController()
  const seen = () => pictures.setAwake(document.visibilityState === 'visible')
  seen()
  document.addEventListener('visibilitychange', seen, { signal: ended.signal })
  return () => {
    ended.abort()
    pictures.setAwake(false)
  }
}

/** Gives everything below it the api, the queries and the live path. */
export function DataProvider({
  ticker,
  report,
  onSignedOut,
  children,
}: ServicesNeeds & { children: ReactNode }) {
  const reportNow = useEffectEvent(report)
  const signedOutNow = useEffectEvent(onSignedOut)
  const [services] = useState(() =>
    createServices({
      ticker,
      report: (error) => reportNow(error),
      onSignedOut: () => signedOutNow(),
    }),
  )
  useEffect(() => keepLive(services.live), [services])
  useEffect(() => keepPictures(services.pictures), [services])
  return (
    <ServicesContext value={services}>
      <QueryClientProvider client={services.client}>{children}</QueryClientProvider>
    </ServicesContext>
  )
}
