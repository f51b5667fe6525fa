'use client'

import { useCallback, useEffect, useRef } from 'react'
import type { TaskRow } from '@/lib/contract/live.ts'
import { useSettled } from '@/components/data/use-settled.ts'
import { useToast } from '@/components/ui/toast.tsx'

/** What a host refuses, it mostly refuses within this time. */
const patience = 2_500

/**
 * For a dialog about something that may take long: it stays for as long as a refusal is likely to come, then goes and
 * says where the rest is told. What fails later is reported as any failure.
 */
export function useLongDeed(says: string, onClose: () => void) {
  const { waits, problem, settle } = useSettled()
  const tell = useToast()
  const leave = useRef<(() => void) | null>(null)
  useEffect(() => () => leave.current?.(), [])
  const begin = useCallback(
    async (deed: (looking: AbortSignal) => Promise<TaskRow>) => {
      const looking = new AbortController()
      const timer = setTimeout(() => {
        // not only when the dialog has gone, which may be later: a failure until then would be seen by nobody
        looking.abort()
        tell({ tone: 'save', says })
        onClose()
      }, patience)
      leave.current = () => {
        clearTimeout(timer)
        looking.abort()
      }
      const ended = await settle(() => deed(looking.signal))
      clearTimeout(timer)
      if (ended !== null) onClose()
    },
    [settle, tell, says, onClose],
  )
  return { waits, problem, begin }
}
