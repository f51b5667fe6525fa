'use client'

import { useEffect, useState } from 'react'
import { useServices } from '@/components/data/services.ts'
import { useLink, useLive } from '@/components/data/use-live.ts'
import { Banner } from '@/components/ui/banner.tsx'
import { Button } from '@/components/ui/button.tsx'
import { Countdown } from '@/components/ui/relative-time.tsx'

/** A blink of a restart is not worth a banner. */
const patience = 1_000

/** Says when the page itself is cut off from Oirase, and when its server is no longer the one that made it. */
export function LinkBanner() {
  const link = useLink()
  const outdated = useLive((state) => state.outdated)
  const { live } = useServices()
  const down = link.phase === 'lost' || link.phase === 'connecting'
  const [patient, setPatient] = useState(true)
  useEffect(() => {
    if (!down) return setPatient(true)
    const timer = setTimeout(() => setPatient(false), patience)
    return () => clearTimeout(timer)
  }, [down])

  if (outdated) {
    return (
      <Banner tone="save" says="Oirase has been updated since this page was loaded.">
        <Button small onClick={() => window.location.reload()}>
          Load it anew
        </Button>
      </Banner>
    )
  }
  if (!down || patient) return null
  return (
    <Banner
      tone="bad"
      says={
        <>
          This page has lost Oirase. What it shows is how things were then
          {link.phase === 'lost' ? (
            <>
              ; next try: <Countdown until={link.retryAt} />.
            </>
          ) : (
            '; trying now.'
          )}
        </>
      }
    >
      <Button small onClick={() => live.wake()}>
        Try now
      </Button>
    </Banner>
  )
}
