'use client'

import { Search, X } from 'lucide-react'
import { type ComponentProps, type ReactNode, useRef } from 'react'
import { classes } from './classes.ts'
import { Icon } from './icon.tsx'
import { IconButton } from './icon-button.tsx'

/** A filter or search line. `chips` stand before the text; Escape empties it. */
export function SearchBox({
  label,
  value,
  onChange,
  chips,
  hint,
  className,
  onKeyDown,
  ...rest
}: {
  label: string
  value: string
  onChange: (value: string) => void
  chips?: ReactNode
  /** Shown at the end while the box is empty: the key that focuses it. */
  hint?: ReactNode
} & Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'aria-label'>) {
  const box = useRef<HTMLInputElement>(null)
  const clear = () => {
    onChange('')
    box.current?.focus()
  }
  return (
    <div
      className={classes(
        'flex h-7.5 min-w-0 items-center gap-1.5 rounded-md border border-edge bg-panel px-2 focus-within:border-accent focus-within:outline-1 focus-within:outline-accent',
        className,
      )}
    >
      <Icon of={Search} size={14} className="text-muted" />
      {chips}
      <input
        {...rest}
        ref={box}
        type="text"
        inputMode="search"
        spellCheck={false}
        autoComplete="off"
        aria-label={label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && value !== '') {
            event.stopPropagation()
            clear()
          }
          onKeyDown?.(event)
        }}
        className="h-full min-w-16 flex-1 bg-transparent outline-none"
      />
      {value === '' ? (
        hint
      ) : (
        <IconButton label="Clear" icon={X} small className="-mr-1.5" onClick={clear} />
      )}
    </div>
  )
}
