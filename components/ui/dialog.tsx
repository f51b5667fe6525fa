'use client'

import { X } from 'lucide-react'
import * as Radix from 'radix-ui/dialog'
import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import { IconButton } from './icon-button.tsx'

interface DialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  /** One sentence under the title; it also describes the dialog to a screen reader. */
  says?: ReactNode
  children: ReactNode
  /** Buttons, from the left; the one that does it comes last. */
  footer?: ReactNode
  className?: string | undefined
}

const veil = 'fixed inset-0 z-40 bg-veil animate-appear'

function Frame({
  title,
  says,
  children,
  footer,
  panel,
}: Pick<DialogProps, 'title' | 'says' | 'children' | 'footer'> & { panel: string }) {
  return (
    <Radix.Portal>
      <Radix.Overlay className={veil} />
      <Radix.Content className={panel} {...(!says && { 'aria-describedby': undefined })}>
        <header className="flex items-start gap-3 px-4.5 pt-3.5 pb-2">
          <div className="min-w-0 flex-1">
            <Radix.Title className="text-title font-heavy">{title}</Radix.Title>
            {says && (
              <Radix.Description asChild>
                <div className="text-muted">{says}</div>
              </Radix.Description>
            )}
          </div>
          <Radix.Close asChild>
            <IconButton label="Close" icon={X} small className="-mr-1.5" />
          </Radix.Close>
        </header>
        {children}
        {footer && (
          <footer className="mt-auto flex flex-wrap items-center justify-end gap-2 border-t border-line bg-sunk px-4.5 py-3">
            {footer}
          </footer>
        )}
      </Radix.Content>
    </Radix.Portal>
  )
}

/** A modal dialog in the middle of the window, at most as tall as it; its body scrolls. Width by `className`. */
export function Dialog({ open, onOpenChange, className, ...frame }: DialogProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Frame
        {...frame}
        panel={classes(
          'fixed top-[8dvh] left-1/2 z-40 flex max-h-[84dvh] w-[calc(100vw-1rem)] max-w-lg -translate-x-1/2 flex-col overflow-hidden rounded-xl bg-panel shadow-dialog animate-appear focus:outline-none',
          className,
        )}
      />
    </Radix.Root>
  )
}

/** A modal panel along one edge of the window. */
export function Sheet({
  open,
  onOpenChange,
  side = 'right',
  className,
  ...frame
}: DialogProps & { side?: 'left' | 'right' }) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Frame
        {...frame}
        panel={classes(
          'fixed inset-y-0 z-40 flex w-105 max-w-[calc(100vw-2.5rem)] flex-col overflow-hidden bg-panel shadow-dialog animate-slide focus:outline-none',
          side === 'right' ? 'right-0' : 'left-0',
          className,
        )}
      />
    </Radix.Root>
  )
}

/** The padded, scrolling middle of a dialog. */
export const DialogBody = ({
  children,
  className,
}: {
  children: ReactNode
  className?: string | undefined
}) => (
  <div className={classes('min-h-0 flex-1 overflow-y-auto px-4.5 pt-1 pb-4', className)}>
    {children}
  </div>
)
