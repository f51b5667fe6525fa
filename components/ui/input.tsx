import type { ComponentProps } from 'react'
import { classes } from './classes.ts'

export const inputLook =
  'h-7.5 w-full min-w-0 rounded-md border border-edge bg-panel px-2.25 text-body aria-invalid:border-bad disabled:opacity-50 focus-visible:border-accent focus-visible:outline-1 focus-visible:outline-offset-0'

/** A line of text. `code`: an address, a path or a key, set in mono. */
export const Input = ({
  code = false,
  className,
  ...rest
}: { code?: boolean } & ComponentProps<'input'>) => (
  <input {...rest} className={classes(inputLook, code && 'mono', className)} />
)
