'use client'

import { X } from 'lucide-react'
import * as Radix from 'radix-ui/dialog'
import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import { IconButton } from './icon-button.tsx'
import { Modal } from './modal.tsx'

interface DialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  /** One sentence under the title; it also describes the dialog to a screen reader. */
  says?: ReactNode
  children: ReactNode
  /** Buttons, from the left; the one that does it comes last. */
  footer?: ReactNode
  /** A press beside it does not close it. */
  deliberate?: boolean
  /** Size of the panel. */
  className?: string | undefined
}

const panel = 'flex flex-col overflow-hidden bg-panel shadow-dialog'

function Parts({
  title,
  says,
  children,
  footer,
}: Pick<DialogProps, 'title' | 'says' | 'children' | 'footer'>) {
  return (
    <>
      <div className="flex items-start gap-3 px-4.5 pt-3.5 pb-2">
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
      </div>
      {children}
      {footer && (
        <div className="mt-auto flex flex-wrap items-center justify-end gap-2 border-t border-line bg-sunk px-4.5 py-3">
          {footer}
        </div>
      )}
    </>
  )
}

/** A modal dialog in the middle of the window, at most as tall as it; its body scrolls. */
export const Dialog = ({
  open,
  onOpenChange,
  className,
  deliberate = false,
  ...parts
}: DialogProps) => (
  <Modal
    open={open}
    deliberate={deliberate}
    onClose={() => onOpenChange(false)}
    described={Boolean(parts.says)}
    className="flex items-start justify-center p-2 pt-[8dvh]"
  >
    <div
      className={classes(
        panel,
        'max-h-[84dvh] w-full max-w-lg animate-appear rounded-xl',
        className,
      )}
    >
      <Parts {...parts} />
    </div>
  </Modal>
)

/** A modal panel along one edge of the window. */
export const Sheet = ({
  open,
  onOpenChange,
  side = 'right',
  className,
  ...parts
}: Omit<DialogProps, 'deliberate'> & { side?: 'left' | 'right' }) => (
  <Modal
    open={open}
    onClose={() => onOpenChange(false)}
    described={Boolean(parts.says)}
    className={classes('flex', side === 'right' ? 'justify-end' : 'justify-start')}
  >
    <div className={classes(panel, 'w-105 max-w-[calc(100vw-2.5rem)] animate-slide', className)}>
      <Parts {...parts} />
    </div>
  </Modal>
)

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
