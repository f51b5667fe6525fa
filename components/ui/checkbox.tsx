'use client'

import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useWhyNot } from './why-not.tsx'

/**
 * A box to tick. `some`: neither all nor none of what it stands for. `hidden` keeps its label for screen readers only.
 * `whyNot`: why it cannot be ticked now, as a button has it.
 */
export function Checkbox({
  label,
  checked,
  some = false,
  onChange,
  help,
  hidden = false,
  whyNot = null,
}: {
  label: string
  checked: boolean
  some?: boolean
  onChange: (checked: boolean) => void
  help?: ReactNode
  hidden?: boolean
  whyNot?: string | null
}) {
  const id = useId()
  const box = useRef<HTMLInputElement>(null)
  const { inert, props, description } = useWhyNot(whyNot)
  const described = [help && `${id}-help`, props['aria-describedby']].filter(Boolean).join(' ')
  useEffect(() => {
    if (box.current) box.current.indeterminate = some
  }, [some])
  return (
    <div className="grid grid-cols-[auto_1fr] items-start gap-x-2">
      <input
        ref={box}
        id={id}
        type="checkbox"
        checked={checked}
        aria-label={hidden ? label : undefined}
        {...props}
        aria-describedby={described || undefined}
        onChange={(event) => !inert && onChange(event.target.checked)}
        className="mt-0.75 size-3.5 accent-accent aria-disabled:opacity-50"
      />
      {!hidden && <label htmlFor={id}>{label}</label>}
      {help && (
        <p id={`${id}-help`} className="col-start-2 text-small text-muted">
          {help}
        </p>
      )}
      {description}
    </div>
  )
}
