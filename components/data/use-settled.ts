'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { asApiError } from '@/lib/client/request-failed.ts'
import type { ApiError } from '@/lib/contract/errors.ts'
import type { TaskRow } from '@/lib/contract/live.ts'

/**
 * For a dialog that stays until the host has done what it asked. `settle` resolves to the ended task, or whatever else
 * comes of the deed, and to null when it failed, which `problem` then says. When the dialog goes away before that, a
 * failure is reported as any other.
 */
export function useSettled() {
  const [waits, setWaits] = useState(false)
  const [problem, setProblem] = useState<ApiError | null>(null)
  const looking = useRef(new AbortController())
  useEffect(() => {
    looking.current = new AbortController()
    return () => looking.current.abort()
  }, [])
  const settle = useCallback(
    async <Ended = TaskRow>(
      deed: (looking: AbortSignal) => Promise<Ended>,
    ): Promise<Ended | null> => {
      setWaits(true)
      setProblem(null)
      try {
        return await deed(looking.current.signal)
      } catch (cause) {
        setProblem(asApiError(cause))
        return null
      } finally {
        setWaits(false)
      }
    },
    [],
  )
  return { waits, problem, settle }
}
