'use client'

import * as Radix from 'radix-ui/dialog'
import { type ReactNode, useState } from 'react'
import { classes } from './classes.ts'
import { LayerContext } from './layer.tsx'

/** What should have the focus first: what asks for it, else the first field, else the dialog itself (never its Close). */
function focusFirst(content: HTMLElement) {
  const wanted =
    content.querySelector<HTMLElement>('[data-autofocus]') ??
    content.querySelector<HTMLElement>('input, select, textarea') ??
    content
  wanted.focus()
}

/**
 * The veil over the page and what stands on it. The veil is the dialog's own outer box (Radix's overlay would write a
 * style element, which the page's policy forbids), so a press on it, outside `children`, closes.
 */
export function Modal({
  open,
  onClose,
  described = false,
  deliberate = false,
  className,
  children,
}: {
  open: boolean
  onClose: () => void
  /** Whether there is a Dialog.Description inside. */
  described?: boolean
  /** A press on the veil does not close it: what is typed in it would be lost, or an answer given by accident. */
  deliberate?: boolean
  /** How `children` stand on the veil. */
  className: string
  children: ReactNode
}) {
  const [box, setBox] = useState<HTMLElement | null>(null)
  return (
    <Radix.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Radix.Portal>
        <Radix.Content
          ref={setBox}
          {...(!described && { 'aria-describedby': undefined })}
          onOpenAutoFocus={(event) => {
            event.preventDefault()
            if (event.currentTarget instanceof HTMLElement) focusFirst(event.currentTarget)
          }}
          // Radix closes what was on top at its last render: when one dialog follows another, that is the one beneath
          onEscapeKeyDown={(event) => event.preventDefault()}
          // a menu or a filter inside takes Escape for itself
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || event.nativeEvent.isComposing) return
            event.stopPropagation()
            onClose()
          }}
          onPointerDown={(event) =>
            !deliberate && event.target === event.currentTarget && onClose()
          }
          // the veil covers everything: what is pressed outside it is a message or a tooltip
          onPointerDownOutside={(event) => event.preventDefault()}
          className={classes('fixed inset-0 z-40 animate-fade bg-veil outline-none', className)}
        >
          <LayerContext value={box}>{children}</LayerContext>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
