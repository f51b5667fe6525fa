'use client'

import { type ComponentType, useEffect, useState } from 'react'
import type { QuestionRow } from '@/lib/contract/opening.ts'
import { useLive } from '@/components/data/use-live.ts'

interface DialogCode {
  QuestionDialog: ComponentType<{
    row: QuestionRow
    others: number
    onAnswered: () => void
  }>
}

/** The dialog's code, fetched when the first question comes: most people are never asked anything. */
function useDialogCode(wanted: boolean): DialogCode | null {
  const [code, setCode] = useState<DialogCode | null>(null)
  useEffect(() => {
    if (wanted && code === null) void import('./question-dialog.tsx').then(setCode)
  }, [wanted, code])
  return code
}

/** Those that the server has not settled yet: the others will not come again. */
const stillOpen = (ids: ReadonlySet<string>, open: ReadonlyMap<string, QuestionRow>) =>
  new Set([...ids].filter((id) => open.has(id)))

/**
 * What hosts that are being opened ask this person, one dialog at a time, the oldest first, over any page and in every
 * tab. Answered in one, or given up by whoever asked, a question leaves them all.
 */
export function Questions() {
  const open = useLive((state) => state.questions)
  const [answered, setAnswered] = useState<ReadonlySet<string>>(new Set())
  const waiting = [...open.values()]
    .filter(({ id }) => !answered.has(id))
    .sort((a, b) => a.askedAt - b.askedAt)
  const code = useDialogCode(waiting.length > 0)
  const [row] = waiting
  if (row === undefined || code === null) return null
  return (
    <code.QuestionDialog
      key={row.id}
      row={row}
      others={waiting.length - 1}
      onAnswered={() => setAnswered((before) => stillOpen(before, open).add(row.id))}
    />
  )
}
