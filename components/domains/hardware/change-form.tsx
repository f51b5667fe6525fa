'use client'

import type { FormEvent, ReactNode } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { Problem } from '@/components/ui/problem.tsx'

/** A few fields of a page and a button that asks the host for them; what it refused is said below them. */
export function ChangeForm({
  whyNot,
  waits,
  problem,
  onSubmit,
  children,
}: {
  /** Why it cannot be asked for as it is, or null. */
  whyNot: string | null
  waits: boolean
  problem: { says: string; detail: string | null } | null
  onSubmit: () => void
  children: ReactNode
}) {
  const why = waits ? 'It is being done.' : whyNot
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (why === null) onSubmit()
  }
  return (
    <form onSubmit={submit} className="grid gap-2.5">
      {children}
      {problem !== null && <Problem {...problem} />}
      <Button
        type="submit"
        tone={why === null ? 'main' : 'plain'}
        whyNot={why}
        className={waits ? 'animate-breathe justify-self-start' : 'justify-self-start'}
      >
        Apply
      </Button>
    </form>
  )
}
