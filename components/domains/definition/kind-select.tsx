'use client'

import { useId } from 'react'
import { type GuestKind, kindLabel } from '@/lib/xml/guest-kinds.ts'
import { Select } from '@/components/ui/select.tsx'

/** What kind of guest to begin with, of those that a host runs. */
export function KindSelect({
  kinds,
  kind,
  onChange,
}: {
  kinds: readonly GuestKind[]
  kind: GuestKind | undefined
  onChange: (kind: GuestKind) => void
}) {
  const id = useId()
  if (kind === undefined) return null
  return (
    <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
      <label htmlFor={id} className="text-muted">
        Begin with
      </label>
      <Select
        id={id}
        options={kinds.map((one, index) => ({ value: String(index), label: kindLabel(one) }))}
        value={String(kinds.indexOf(kind))}
        onChange={(index) => {
          const picked = kinds[Number(index)]
          if (picked !== undefined) onChange(picked)
        }}
      />
    </div>
  )
}
