'use client'

import { type RefObject, useState } from 'react'
import { Input } from '@/components/ui/input.tsx'
import type { TextControl } from './text-screen.tsx'

/** Looks for a text in what was shown: Enter goes to the next place, Shift+Enter to the one before. */
export function TextSearch({ control }: { control: RefObject<TextControl | null> }) {
  const [wanted, setWanted] = useState('')
  const [missing, setMissing] = useState(false)
  const find = (forward: boolean) => {
    const search = control.current?.search
    if (search === undefined || wanted === '') return
    setMissing(!(forward ? search.findNext(wanted) : search.findPrevious(wanted)))
  }
  return (
    <>
      <span className="w-40">
        <Input
          aria-label="Search what was shown"
          placeholder="Search"
          value={wanted}
          aria-invalid={missing}
          onChange={(event) => {
            setWanted(event.target.value)
            setMissing(false)
          }}
          onKeyDown={(event) => event.key === 'Enter' && find(event.shiftKey)}
        />
      </span>
      {missing && (
        <span role="status" className="text-muted">
          not found
        </span>
      )}
    </>
  )
}
