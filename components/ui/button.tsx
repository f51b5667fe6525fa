'use client'

import type { LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'
import { type ButtonLook, buttonLook } from './button-look.ts'
import { classes } from './classes.ts'
import { Icon } from './icon.tsx'
import { Link } from './link.tsx'
import { useWhyNot } from './why-not.tsx'

interface Own extends ButtonLook {
  icon?: LucideIcon | undefined
  /** Why it cannot be pressed now, as a sentence; null or absent when it can. */
  whyNot?: string | null | undefined
}

/** A button of the kit. It never uses `disabled`: what cannot be done says why (`whyNot`). */
export function Button({
  tone,
  small,
  icon,
  whyNot,
  className,
  children,
  ...rest
}: Own & Omit<ComponentProps<'button'>, 'disabled'>) {
  const { props, description } = useWhyNot(whyNot)
  return (
    <>
      <button
        type="button"
        {...rest}
        {...props}
        className={classes(buttonLook({ tone, small }), className)}
      >
        {icon && <Icon of={icon} size={small ? 14 : 16} />}
        {children}
      </button>
      {description}
    </>
  )
}

/** A link that looks like a button: for going somewhere, never for doing something. */
export function ButtonLink({
  tone,
  small,
  icon,
  className,
  children,
  ...rest
}: Omit<Own, 'whyNot'> & ComponentProps<typeof Link>) {
  return (
    <Link {...rest} className={classes(buttonLook({ tone, small }), className)}>
      {icon && <Icon of={icon} size={small ? 14 : 16} />}
      {children}
    </Link>
  )
}
