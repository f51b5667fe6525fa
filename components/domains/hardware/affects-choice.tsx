'use client'

import { affectsWords } from '@/lib/libvirt/affects-words.ts'
import type { Affects } from '@/lib/libvirt/changes.ts'
import { Segmented } from '@/components/ui/segmented.tsx'

/** Why there is nothing to choose. */
const alone: Record<Affects, string> = {
  config: 'It takes effect after the next start.',
  live: 'It takes effect now and is gone when the machine stops: nothing is kept of it.',
  both: 'It takes effect now and is kept.',
}

/** What a change is to touch: what runs, what runs next, or both. */
export function AffectsChoice({
  offered,
  value,
  onChange,
}: {
  offered: readonly Affects[]
  value: Affects
  onChange: (affects: Affects) => void
}) {
  if (offered.length === 1) return <p className="text-small text-muted">{alone[value]}</p>
  return (
    <div className="grid gap-1 desk:grid-cols-[8rem_1fr] desk:gap-x-3">
      <span aria-hidden="true" className="text-muted desk:pt-1.25">
        Takes effect
      </span>
      <Segmented
        label="Takes effect"
        options={offered.map((one) => ({ value: one, label: affectsWords[one] }))}
        value={value}
        onChange={onChange}
      />
    </div>
  )
}
