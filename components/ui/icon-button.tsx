'use client'

import type { LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'
import { type ButtonLook, buttonLook } from './button-look.ts'
import { classes } from './classes.ts'
import { Icon } from './icon.tsx'
import { useWhyNot } from './why-not.tsx'

/** A square button with a drawn sign. `label` is its name: read out, and shown on hover and focus. */
export function IconButton({
  label,
  icon,
  tone = 'ghost',
  small,
  whyNot,
  className,
  children,
  ...rest
}: ButtonLook & {
  label: string
  icon: LucideIcon
  whyNot?: string | null | undefined
} & Omit<ComponentProps<'button'>, 'disabled' | 'aria-label'>) {
  const { props, description } = useWhyNot(whyNot)
  return (
    <>
      <button
        type="button"
        aria-label={label}
        data-tip={label}
        {...rest}
        {...props}
        className={classes(
          buttonLook({ tone, small }),
          small ? 'w-6 px-0!' : 'w-7.5 px-0!',
          className,
        )}
      >
        <Icon of={icon} size={small ? 14 : 16} />
        {children}
      </button>
      {description}
    </>
  )
}
