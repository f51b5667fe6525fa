'use client'

import { type ReactNode, useEffect, useId, useRef } from 'react'

/** A box to tick. `some`: neither all nor none of what it stands for. `hidden` keeps its label for screen readers only. */
export function Checkbox({
  label,
  checked,
  some = false,
  onChange,
  help,
  hidden = false,
  disabled = false,
}: {
  label: string
  checked: boolean
  some?: boolean
  onChange: (checked: boolean) => void
  help?: ReactNode
  hidden?: boolean
  disabled?: boolean
}) {
  const id = useId()
  const box = useRef<HTMLInputElement>(null)
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
        disabled={disabled}
        aria-label={hidden ? label : undefined}
        aria-describedby={help ? `${id}-help` : undefined}
        onChange={(event) => onChange(event.target.checked)}
        className="mt-0.75 size-3.5 accent-accent"
      />
      {!hidden && <label htmlFor={id}>{label}</label>}
      {help && (
        <p id={`${id}-help`} className="col-start-2 text-small text-muted">
          {help}
        </p>
      )}
    </div>
  )
}
