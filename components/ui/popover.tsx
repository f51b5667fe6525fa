'use client'

import * as Radix from 'radix-ui/popover'
import type { ReactElement, ReactNode } from 'react'
import { classes } from './classes.ts'
import { useLayer } from './layer.tsx'

/** A small floating panel under its trigger, for a few fields that do not deserve a dialog. */
export function Popover({
  trigger,
  label,
  align = 'end',
  className,
  children,
}: {
  trigger: ReactElement
  label: string
  align?: 'start' | 'end'
  className?: string | undefined
  children: ReactNode
}) {
  const layer = useLayer()
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal container={layer}>
        <Radix.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          aria-label={label}
          className={classes(
            'z-50 w-72 animate-appear rounded-lg bg-raised p-3 shadow-float focus:outline-none',
            className,
          )}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
