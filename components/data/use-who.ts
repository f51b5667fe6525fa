'use client'

import { useQuery } from '@tanstack/react-query'
import type { Person } from '@/lib/contract/people.ts'
import { useAnswers } from './services.ts'
import { useHydrated } from './use-hydrated.ts'

/** Who is signed in; null until that is known. Asked again whenever the server says that grants have changed. */
export function useWho(): Person | null {
  const { data } = useQuery(
    useAnswers().session.who.queryOptions({ staleTime: Number.POSITIVE_INFINITY }),
  )
  const hydrated = useHydrated()
  return hydrated ? (data?.person ?? null) : null
}
