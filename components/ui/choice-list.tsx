'use client'

import { useId } from 'react'
import type { Option } from './select.tsx'

/** One of a few, each with a sentence on what it means. To the keyboard it is a group of radio buttons. */
export function ChoiceList<Value extends string>({
  label,
  choices,
  value,
  onChange,
}: {
  label: string
  /** `whyNot`: why one cannot be had now, said in place of what it means. */
  choices: readonly (Option<Value> & { help: string; whyNot?: string | null })[]
  value: Value
  onChange: (value: Value) => void
}) {
  const name = useId()
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1 text-muted">{label}</legend>
      {choices.map((choice) => (
        <div key={choice.value} className="grid grid-cols-[auto_1fr] gap-x-2">
          <input
            id={`${name}-${choice.value}`}
            type="radio"
            name={name}
            value={choice.value}
            checked={choice.value === value}
            aria-describedby={`${name}-${choice.value}-help`}
            aria-disabled={choice.whyNot ? true : undefined}
            onChange={() => !choice.whyNot && onChange(choice.value)}
            className="mt-0.75 size-3.5 accent-accent aria-disabled:opacity-50"
          />
          <label htmlFor={`${name}-${choice.value}`}>{choice.label}</label>
          <p id={`${name}-${choice.value}-help`} className="col-start-2 text-small text-muted">
            {choice.whyNot ?? choice.help}
          </p>
        </div>
      ))}
    </fieldset>
  )
}
