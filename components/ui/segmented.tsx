'use client'

import { useId } from 'react'
import type { Option } from './select.tsx'

/** One of a few, all in sight. To the keyboard it is a group of radio buttons. */
export function Segmented<Value extends string>({
  label,
  options,
  value,
  onChange,
}: {
  label: string
  options: readonly Option<Value>[]
  value: Value
  onChange: (value: Value) => void
}) {
  const name = useId()
  return (
    <fieldset
      aria-label={label}
      className="flex w-fit max-w-full flex-wrap overflow-clip rounded-md border border-edge bg-panel"
    >
      {options.map((option) => (
        <label
          key={option.value}
          className="-ml-px border-l border-line px-2.75 py-1 select-none first:ml-0 first:border-l-0 hover:bg-hover has-checked:bg-accent-soft has-checked:font-strong has-checked:text-accent has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-accent"
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            className="sr-only"
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  )
}
