'use client'

import { createContext, type ReactNode, useContext, useMemo, useState } from 'react'
import { paths } from '@/lib/paths.ts'
import { useUnsaved } from '@/components/shell/unsaved.tsx'

/** An edited definition: as the host had it when editing began, and as it is written now. */
export interface Draft {
  base: string
  text: string
}

const DraftContext = createContext<{
  draft: Draft | null
  setDraft: (draft: Draft | null) => void
} | null>(null)

/** The edits of this machine's definition, null while there are none. */
export function useDraft() {
  const held = useContext(DraftContext)
  if (held === null) throw new Error('useDraft stands outside DraftHost')
  return held
}

/** Keeps what is edited of a machine's definition while its other pages are looked at, and while its host is away. */
export function DraftHost({
  connection,
  uuid,
  children,
}: {
  connection: string
  uuid: string
  children: ReactNode
}) {
  const [draft, setDraft] = useState<Draft | null>(null)
  const loses = draft && 'The edits of its definition are not applied, and are lost.'
  useUnsaved(loses, paths.domain(connection, uuid))
  return (
    <DraftContext value={useMemo(() => ({ draft, setDraft }), [draft])}>{children}</DraftContext>
  )
}
