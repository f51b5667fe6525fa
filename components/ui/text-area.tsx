import type { ComponentProps } from 'react'
import { classes } from './classes.ts'
import { inputLook } from './input.tsx'

/** Lines of text. `code`: set in mono, and not wrapped. */
export const TextArea = ({
  code = false,
  className,
  ...rest
}: { code?: boolean } & ComponentProps<'textarea'>) => (
  <textarea
    spellCheck={!code}
    {...rest}
    className={classes(
      inputLook,
      'h-auto! resize-y py-1.5',
      code && 'mono whitespace-pre',
      className,
    )}
  />
)
