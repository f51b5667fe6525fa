import { ChevronDown } from 'lucide-react'
import type { ComponentProps } from 'react'
import { classes } from './classes.ts'
import { Icon } from './icon.tsx'
import { inputLook } from './input.tsx'

export interface Option<Value extends string> {
  value: Value
  label: string
}

/** One of a list. It is the platform's own select: it works with every keyboard, phone and screen reader. */
export function Select<Value extends string>({
  options,
  value,
  onChange,
  className,
  ...rest
}: {
  options: readonly Option<Value>[]
  value: Value
  onChange: (value: Value) => void
} & Omit<ComponentProps<'select'>, 'value' | 'onChange' | 'children'>) {
  return (
    <span className={classes('relative inline-grid min-w-0', className)}>
      <select
        {...rest}
        value={value}
        onChange={(event) => {
          const picked = options.find((option) => option.value === event.target.value)
          if (picked !== undefined) onChange(picked.value)
        }}
        className={classes(inputLook, 'appearance-none pr-7')}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <Icon of={ChevronDown} className="absolute top-1.75 right-2 text-muted" />
    </span>
  )
}
