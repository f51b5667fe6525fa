'use client'

import { type ReactNode, useId } from 'react'
import { classes } from './classes.ts'

/** What a field hands to its control, so that the label, the help and the error belong to it. */
export interface FieldControl {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
}

/** A label, one control, a sentence of help, and what is wrong with it. The label stands beside the control where there is room. */
export function Field({
  label,
  help,
  error,
  stacked = false,
  children,
}: {
  label: string
  help?: ReactNode
  error?: string | null | undefined
  /** Label above the control whatever the width. */
  stacked?: boolean
  children: (control: FieldControl) => ReactNode
}) {
  const id = useId()
  const described = [help && `${id}-help`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div
      className={classes(
        'grid gap-x-3 gap-y-1',
        !stacked && 'desk:grid-cols-[8rem_1fr] desk:items-start',
      )}
    >
      <label htmlFor={id} className={classes('text-muted', !stacked && 'desk:pt-1.25')}>
        {label}
      </label>
      <div className="grid min-w-0 gap-1">
        {children({
          id,
          'aria-describedby': described || undefined,
          'aria-invalid': error ? true : undefined,
        })}
        {error && (
          <p id={`${id}-error`} className="text-small text-bad">
            {error}
          </p>
        )}
        {help && (
          <p id={`${id}-help`} className="text-small text-muted">
            {help}
          </p>
        )}
      </div>
    </div>
  )
}
