'use client'

import type { FormEvent, ReactNode } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { Problem } from '@/components/ui/problem.tsx'

/** A few fields of a page and a button that asks the host for them; what it refused is said below them. */
export function ChangeForm({
  barred,
  wrong,
  waits,
  problem,
  effect,
  onSubmit,
  children,
}: {
  /** Why nothing of it can be changed now, or null. */
  barred: string | null
  /** Why what stands there cannot be asked for, or null. */
  wrong: string | null
  waits: boolean
  problem: { says: string; detail: string | null } | null
  /** The choice of when it takes effect, where there is one. */
  effect?: ReactNode
  onSubmit: () => void
  children: ReactNode
}) {
  const why = waits ? 'It is being done.' : (barred ?? wrong)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (why === null) onSubmit()
  }
  return (
    <form onSubmit={submit} className="grid gap-2.5">
      {children}
      {barred === null ? effect : <p className="text-small text-muted">{barred}</p>}
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
