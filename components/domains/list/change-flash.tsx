'use client'

import { useState } from 'react'

/** Washes over what it lies in once, softly, whenever `mark` becomes another; not when it first appears. */
export function ChangeFlash({ mark }: { mark: string }) {
  const [last, setLast] = useState({ mark, turns: 0 })
  if (last.mark !== mark) setLast({ mark, turns: last.turns + 1 })
  return last.turns === 0 ? null : (
    <span
      key={last.turns}
      aria-hidden="true"
      className="pointer-events-none absolute inset-0 animate-flash"
    />
  )
}
