'use client'

import type { ReactNode } from 'react'
import { failureKinds } from '@/lib/failure.ts'
import { useServices } from '@/components/data/services.ts'
import { useLink } from '@/components/data/use-live.ts'
import { FailedState } from '@/components/ui/failed-state.tsx'

/** Before the server has said anything: the shape of what comes (`of`), or why it does not come. */
export function NothingYet({ of }: { of: ReactNode }) {
  const link = useLink()
  const { live } = useServices()
  if (link.phase !== 'lost') return of
  return (
    <FailedState
      title="Oirase cannot be reached"
      says={failureKinds['server.unreachable'].say}
      onRetry={() => live.wake()}
    />
  )
}
