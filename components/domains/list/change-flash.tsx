'use client'

import { useState } from 'react'

/** Washes over what it lies in once, softly, whenever `mark` of the same thing becomes another; not when it first appears. */
export function ChangeFlash({ of, mark }: { of: string; mark: string }) {
  const [last, setLast] = useState({ of, mark, turns: 0 })
  if (last.of !== of) setLast({ of, mark, turns: 0 })
  else if (last.mark !== mark) setLast({ of, mark, turns: last.turns + 1 })
  return last.turns === 0 ? null : (
    <span
      key={last.turns}
      aria-hidden="true"
      className="pointer-events-none absolute inset-0 animate-flash"
    />
  )
}
