'use client'

import { useMemo } from 'react'
import { type AskedChange, readAskedChange, writeAskedChange } from '@/lib/client/asked-change.ts'
import { useParam } from '@/components/shell/use-param.ts'

/** Which change's dialog is open, kept in the address. */
export function useChangeDialog() {
  const [text, set] = useParam('change')
  return useMemo(
    () => ({
      asked: readAskedChange(text),
      open: (asked: AskedChange) => set(writeAskedChange(asked)),
      close: () => set(null),
    }),
    [text, set],
  )
}
